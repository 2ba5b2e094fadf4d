//! Judges passwords in a web worker: the estimator's word lists are heavier than the rest of the
//! page together, so only pages on which one chooses a password load them, and typing stays smooth
//! while it thinks.

use api_types::{Validate, rules};
use frontend::{Answer, Question, READY};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let answering = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        let question = message.data().as_string();
        let answer = question
            .and_then(|text| serde_json::from_str::<Question>(&text).ok())
            .map(judge)
            .and_then(|answer| serde_json::to_string(&answer).ok());
        if let Some(text) = answer {
            // The page may be gone; then nobody waits.
            let _ = answering.post_message(&text.into());
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    let _ = scope.post_message(&READY.into());
}

fn judge(question: Question) -> Answer {
    let account = question.account;
    let about_the_person = [
        account.username.as_str(),
        account.email.as_str(),
        account.first_name.as_deref().unwrap_or_default(),
        account.last_name.as_deref().unwrap_or_default(),
    ];
    let score = rules::password_score(&account.password, &about_the_person);
    let errors = account.validate().err().unwrap_or_default().into_vec();
    Answer {
        id: question.id,
        score,
        errors,
    }
}
