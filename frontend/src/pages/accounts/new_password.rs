//! What a new password needs: to be typed twice, and to be hard to guess.

use api_types::accounts::{Account, NewAccount};
use api_types::problem::FieldErrors;
use api_types::rules;
use yew::prelude::*;

use crate::api::ApiError;
use crate::components::PasswordField;
use crate::hooks::{Form, PasswordJudge};
use crate::t;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TypedPassword {
    /// The one that is to be replaced, where that is asked for.
    pub current: String,
    /// The new one.
    pub password: String,
    /// The new one once more.
    pub again: String,
}

impl TypedPassword {
    /// Whether it was typed, twice. How good it is, the password worker says.
    pub fn check(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        self.check_both(&mut errors);
        errors
    }

    /// As [`Self::check`], and whether the current one was typed.
    pub fn check_with_current(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        let current = rules::known_password(&self.current);
        errors.keep("current_password", current);
        self.check_both(&mut errors);
        errors
    }

    fn check_both(&self, errors: &mut FieldErrors) {
        errors.keep("password", rules::known_password(&self.password));
        errors.keep("again", rules::repeated(&self.password, &self.again));
    }

    /// What the worker is asked: the password, and what is known of the person who chooses it.
    pub fn question(&self, person: Option<&Account>) -> NewAccount {
        let known = person.map(|account| NewAccount {
            username: account.username.clone(),
            email: account.email.clone(),
            first_name: account.first_name.clone(),
            last_name: account.last_name.clone(),
            ..NewAccount::default()
        });
        NewAccount {
            password: self.password.clone(),
            ..known.unwrap_or_default()
        }
    }
}

/// What the worker says of the password itself; the rest of the account is not the question here.
pub fn about_password(errors: FieldErrors) -> FieldErrors {
    let mut all = errors.into_vec();
    all.retain(|error| error.field == "password");
    FieldErrors::from(all)
}

/// Refuses a password that the worker does not like.
pub async fn judge(judge: PasswordJudge, question: NewAccount) -> Result<(), ApiError> {
    // The latest keystrokes may not be judged yet.
    let errors = about_password(judge.errors(question).await);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(ApiError::of_fields(errors))
    }
}

/// The two fields.
pub fn fields(form: &Form<TypedPassword>, score: u8) -> Html {
    html! {
        <>
            <PasswordField
                name="password"
                label={t!("field-new-password")}
                bind={form.bind("password", |typed| &mut typed.password)}
                hint={t!("hint-password")}
                autocomplete="new-password"
                maxlength={rules::PASSWORD.1}
                {score}
            />
            <PasswordField
                name="again"
                label={t!("field-password-again")}
                bind={form.bind("again", |typed| &mut typed.again)}
                autocomplete="new-password"
                maxlength={rules::PASSWORD.1}
            />
        </>
    }
}

/// What the fields are called.
pub fn name_of(field: &str) -> Option<AttrValue> {
    Some(match field {
        "current_password" => t!("field-current-password"),
        "password" => t!("field-new-password"),
        "again" => t!("field-password-again"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use api_types::problem::{FieldError, RuleCode};

    use super::*;

    #[test]
    fn only_the_password_is_the_question() {
        let errors = FieldErrors::from(vec![
            FieldError::new("username", RuleCode::Required),
            FieldError::new("password", RuleCode::PasswordWeak),
        ]);
        let about = about_password(errors);
        assert_eq!(about.iter().count(), 1);
        assert!(about.of("password").is_some());
    }

    #[test]
    fn a_change_needs_the_current_password_and_the_new_one_twice() {
        let typed = TypedPassword {
            password: "seven herons".into(),
            again: "seven heron".into(),
            ..TypedPassword::default()
        };
        assert_eq!(
            typed.check().of("again").unwrap().code,
            RuleCode::PasswordsDiffer
        );
        let errors = typed.check_with_current();
        assert_eq!(
            errors.of("current_password").unwrap().code,
            RuleCode::Required
        );
    }
}
