//! What is typed into the form of one's own profile, and what that changes.

use api_types::accounts::Account;
use api_types::problem::FieldErrors;
use api_types::profiles::ProfileChanges;
use api_types::{Validate, rules};

use crate::components::check_age;

/// The form's values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TypedProfile {
    pub username: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub age: String,
    pub wants_invitation_mails: bool,
}

impl TypedProfile {
    /// What the form starts with.
    pub fn of(account: &Account) -> Self {
        Self {
            username: account.username.clone(),
            email: account.email.clone(),
            first_name: account.first_name.clone().unwrap_or_default(),
            last_name: account.last_name.clone().unwrap_or_default(),
            age: account.age.map(|age| age.to_string()).unwrap_or_default(),
            wants_invitation_mails: account.wants_invitation_mails,
        }
    }

    /// Only what is different.
    pub fn changes(&self, account: &Account) -> ProfileChanges {
        let needed =
            |typed: &str, known: &str| Some(rules::normalise(typed)).filter(|typed| typed != known);
        let optional = |typed: &str, known: &Option<String>| {
            Some(rules::optional(Some(typed.to_owned()))).filter(|typed| typed != known)
        };
        let age = self.age.trim().parse::<i32>().ok();
        ProfileChanges {
            username: needed(&self.username, &account.username),
            email: needed(&self.email, &account.email),
            first_name: optional(&self.first_name, &account.first_name),
            last_name: optional(&self.last_name, &account.last_name),
            age: Some(age).filter(|age| *age != account.age.map(i32::from)),
            wants_invitation_mails: Some(self.wants_invitation_mails)
                .filter(|wants| *wants != account.wants_invitation_mails),
        }
    }

    /// What is wrong with the changes.
    pub fn check(&self, account: &Account) -> FieldErrors {
        let mut errors = self.changes(account).validate().err().unwrap_or_default();
        check_age(&mut errors, &self.age);
        errors
    }
}

#[cfg(test)]
mod tests {
    use api_types::language::Language;
    use api_types::problem::RuleCode;
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    fn account() -> Account {
        Account {
            id: Uuid::nil(),
            username: "lena".into(),
            email: "lena@example.org".into(),
            first_name: Some("Lena".into()),
            last_name: None,
            age: Some(34),
            pending_email: None,
            wants_invitation_mails: true,
            language: Language::En,
            is_admin: false,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_stays_as_it_is_is_not_sent() {
        let typed = TypedProfile {
            username: " lena ".into(),
            last_name: "  ".into(),
            ..TypedProfile::of(&account())
        };
        assert_eq!(typed.changes(&account()), ProfileChanges::default());
    }

    #[test]
    fn what_is_emptied_is_removed() {
        let typed = TypedProfile {
            first_name: String::new(),
            last_name: "Hofmann".into(),
            age: String::new(),
            ..TypedProfile::of(&account())
        };
        let changes = typed.changes(&account());
        assert_eq!(changes.first_name, Some(None));
        assert_eq!(changes.last_name, Some(Some("Hofmann".into())));
        assert_eq!(changes.age, Some(None));
        assert_eq!(changes.username, None);
    }

    #[test]
    fn an_age_that_is_no_number_is_told_so() {
        let typed = TypedProfile {
            age: "?".into(),
            ..TypedProfile::of(&account())
        };
        let errors = typed.check(&account());
        assert_eq!(errors.of("age").unwrap().code, RuleCode::NotANumber);
    }
}
