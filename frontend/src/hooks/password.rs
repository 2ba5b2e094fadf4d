//! Asks the password worker (`bin/password_worker.rs`). Where no worker can be had, nothing is
//! judged here, and the server has the only word.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use api_types::accounts::NewAccount;
use api_types::problem::FieldErrors;
use frontend::{Answer, Question, READY};
use futures_channel::oneshot;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, Worker};
use yew::prelude::*;

/// The file that starts the worker, from `assets/`.
const WORKER: &str = "/password_worker_loader.js";

/// What the worker found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judgement {
    /// How hard the password is to guess, 0 to 4.
    pub score: u8,
    /// What is wrong with the account.
    pub errors: FieldErrors,
}

#[derive(Default)]
struct Line {
    worker: Option<Worker>,
    is_ready: bool,
    unsent: Vec<String>,
    waiting: HashMap<u32, oneshot::Sender<Answer>>,
    next_id: u32,
    listeners: Vec<EventListener>,
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(worker) = &self.worker {
            worker.terminate();
        }
    }
}

/// The line to the worker, open as long as the page that needs it is shown.
#[derive(Clone)]
pub struct PasswordJudge(Rc<RefCell<Line>>);

impl PasswordJudge {
    fn open() -> Self {
        let line = Rc::new(RefCell::new(Line::default()));
        if let Ok(worker) = Worker::new(WORKER) {
            let weak = Rc::downgrade(&line);
            let on_message = EventListener::new(&worker, "message", move |event| {
                let text = event
                    .dyn_ref::<MessageEvent>()
                    .and_then(|event| event.data().as_string());
                if let (Some(line), Some(text)) = (weak.upgrade(), text) {
                    line.borrow_mut().hear(&text);
                }
            });
            let weak = Rc::downgrade(&line);
            let on_error = EventListener::new(&worker, "error", move |_| {
                if let Some(line) = weak.upgrade() {
                    let mut line = line.borrow_mut();
                    line.worker = None;
                    line.waiting.clear();
                }
            });
            let mut open = line.borrow_mut();
            open.listeners = vec![on_message, on_error];
            open.worker = Some(worker);
        }
        Self(line)
    }

    /// What is wrong with an account; nothing where that cannot be judged here, since the server has
    /// the last word.
    pub async fn errors(&self, account: NewAccount) -> FieldErrors {
        self.judge(account).await.unwrap_or_default().errors
    }

    async fn judge(&self, account: NewAccount) -> Option<Judgement> {
        let answer = self.0.borrow_mut().ask(account)?;
        let answer = answer.await.ok()?;
        Some(Judgement {
            score: answer.score,
            errors: FieldErrors::from(answer.errors),
        })
    }
}

impl Line {
    fn ask(&mut self, account: NewAccount) -> Option<oneshot::Receiver<Answer>> {
        self.worker.as_ref()?;
        self.next_id += 1;
        let id = self.next_id;
        let text = serde_json::to_string(&Question { id, account }).ok()?;
        let (sender, receiver) = oneshot::channel();
        self.waiting.insert(id, sender);
        self.unsent.push(text);
        if self.is_ready {
            self.send();
        }
        Some(receiver)
    }

    fn hear(&mut self, text: &str) {
        if text == READY {
            self.is_ready = true;
            self.send();
        } else if let Ok(answer) = serde_json::from_str::<Answer>(text)
            && let Some(waiting) = self.waiting.remove(&answer.id)
        {
            // Whoever asked may have gone on.
            let _ = waiting.send(answer);
        }
    }

    fn send(&mut self) {
        if let Some(worker) = &self.worker {
            for text in self.unsent.drain(..) {
                let _ = worker.post_message(&text.into());
            }
        }
    }
}

/// A line to the worker, and what it says of an account that is being typed.
#[hook]
pub fn use_password_judge(account: NewAccount) -> (PasswordJudge, Judgement) {
    let judge = (*use_memo((), |()| PasswordJudge::open())).clone();
    let judgement = use_state(Judgement::default);
    {
        let (judge, judgement) = (judge.clone(), judgement.setter());
        let asked = use_mut_ref(|| 0_u32);
        use_effect_with(account, move |account| {
            let account = account.clone();
            *asked.borrow_mut() += 1;
            let mine = *asked.borrow();
            spawn_local(async move {
                if let Some(found) = judge.judge(account).await
                    && *asked.borrow() == mine
                {
                    judgement.set(found);
                }
            });
        });
    }
    (judge, (*judgement).clone())
}
