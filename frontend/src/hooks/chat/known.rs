//! What is known of one's conversations, kept up to date by what the server tells.

use std::rc::Rc;

use api_types::chat::{ChatMessage, Conversation};
use api_types::pages::Page;
use yew::Reducible;

use crate::api::ApiError;
use crate::hooks::ListStatus;

/// More are not counted.
const UNREAD_MAX: i64 = 100;

/// Conversations as far as they are known, those with the latest messages first.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    conversations: Vec<Rc<Conversation>>,
    next_cursor: Option<String>,
    status: ListStatus,
    is_loaded: bool,
}

/// What was learned.
pub enum News {
    /// Somebody else is here.
    Forget,
    /// The first page, or the next one, is on its way.
    Asked(bool),
    /// The first page came, or the next one.
    Page(bool, Result<Page<Conversation>, ApiError>),
    /// A conversation, as it is now.
    Conversation(Box<Conversation>),
    /// Something was said, to or by this partner.
    Message(String, ChatMessage),
    /// This person has read a conversation up to a position.
    OwnRead(String, i64),
    /// The partner has.
    PartnerRead(String, i64),
    /// The partner was blocked, or not any more.
    Blocked(String, bool),
}

impl Default for Known {
    fn default() -> Self {
        Self {
            conversations: Vec::new(),
            next_cursor: None,
            status: ListStatus::Loading,
            is_loaded: false,
        }
    }
}

impl Known {
    /// Those in which something was said.
    pub fn begun(&self) -> impl Iterator<Item = &Rc<Conversation>> {
        let all = self.conversations.iter();
        all.filter(|conversation| conversation.last_message.is_some())
    }

    /// The conversation with somebody.
    pub fn with(&self, username: &str) -> Option<&Rc<Conversation>> {
        let mut all = self.conversations.iter();
        all.find(|conversation| conversation.with.username.eq_ignore_ascii_case(username))
    }

    /// In how many there is something to read.
    pub fn unread(&self) -> usize {
        let all = self.conversations.iter();
        all.filter(|conversation| conversation.unread > 0).count()
    }

    /// What is going on with the list.
    pub fn status(&self) -> &ListStatus {
        &self.status
    }

    /// Whether the list has come at least once.
    pub fn is_loaded(&self) -> bool {
        self.is_loaded
    }

    /// Where the list goes on.
    pub fn next_cursor(&self) -> Option<&str> {
        self.next_cursor.as_deref()
    }

    fn put(&mut self, mut newer: Conversation) {
        let mut all = self.conversations.iter();
        let known = all.position(|known| known.with.username == newer.with.username);
        if let Some(known) = known.map(|at| self.conversations.remove(at)) {
            newer.read_up_to = newer.read_up_to.max(known.read_up_to);
            newer.read_by_other_up_to = newer.read_by_other_up_to.max(known.read_by_other_up_to);
            // The answer left before this message was there.
            if last_position(&known) > last_position(&newer) {
                newer.last_message.clone_from(&known.last_message);
                newer.unread = known.unread;
            }
            // Or before it was read.
            forget_read(&mut newer);
        }
        self.conversations.push(Rc::new(newer));
    }

    fn change(&mut self, username: &str, change: impl FnOnce(&mut Conversation)) {
        let mut all = self.conversations.iter_mut();
        if let Some(known) = all.find(|known| known.with.username == username) {
            change(Rc::make_mut(known));
        }
    }

    fn sort(&mut self) {
        self.conversations
            .sort_by_key(|known| std::cmp::Reverse(last_position(known)));
    }

    fn take(&mut self, is_more: bool, page: Page<Conversation>) {
        // Whoever has loaded further keeps the place where the list goes on.
        if is_more || !self.is_loaded {
            self.next_cursor = page.next_cursor;
        }
        self.is_loaded = true;
        self.status = ListStatus::Ready;
        for conversation in page.items {
            self.put(conversation);
        }
    }
}

fn last_position(conversation: &Conversation) -> i64 {
    let last = conversation.last_message.as_ref();
    last.map_or(0, |message| message.position)
}

/// Who has read to the end has nothing unread.
fn forget_read(conversation: &mut Conversation) {
    if conversation.read_up_to >= last_position(conversation) {
        conversation.unread = 0;
    }
}

fn hear(conversation: &mut Conversation, message: ChatMessage) {
    if message.position <= last_position(conversation) {
        return;
    }
    let is_theirs = message.from == conversation.with.username;
    if is_theirs && message.position > conversation.read_up_to {
        conversation.unread = (conversation.unread + 1).min(UNREAD_MAX);
    }
    conversation.last_message = Some(message);
}

impl Reducible for Known {
    type Action = News;

    fn reduce(self: Rc<Self>, news: News) -> Rc<Self> {
        let mut next = (*self).clone();
        match news {
            News::Forget => return Rc::default(),
            News::Asked(true) => next.status = ListStatus::LoadingMore,
            News::Asked(false) => next.status = ListStatus::Loading,
            News::Page(is_more, Ok(page)) => next.take(is_more, page),
            News::Page(true, Err(error)) => next.status = ListStatus::FailedMore(error),
            News::Page(false, Err(error)) => next.status = ListStatus::Failed(error),
            News::Conversation(conversation) => next.put(*conversation),
            News::Message(partner, message) => next.change(&partner, |known| hear(known, message)),
            News::OwnRead(partner, up_to) => next.change(&partner, |known| {
                known.read_up_to = known.read_up_to.max(up_to);
                forget_read(known);
            }),
            News::PartnerRead(partner, up_to) => next.change(&partner, |known| {
                known.read_by_other_up_to = known.read_by_other_up_to.max(up_to);
            }),
            News::Blocked(partner, is_blocked) => {
                next.change(&partner, |known| known.is_blocked = is_blocked);
            }
        }
        next.sort();
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use api_types::accounts::Person;
    use uuid::Uuid;

    use super::*;

    fn message(from: &str, position: i64) -> ChatMessage {
        ChatMessage {
            id: Uuid::from_u128(position.unsigned_abs().into()),
            position,
            from: from.into(),
            to: String::new(),
            text: "Hi".into(),
            sent_at: "2026-11-22T17:00:00Z".parse().unwrap(),
            mailed_at: None,
        }
    }

    fn conversation(username: &str, last_position: i64) -> Conversation {
        Conversation {
            with: Person {
                username: username.into(),
                first_name: None,
                last_name: None,
            },
            last_message: Some(message(username, last_position)),
            unread: 0,
            read_up_to: last_position,
            read_by_other_up_to: 0,
            is_blocked: false,
        }
    }

    fn known() -> Rc<Known> {
        let page = Page {
            items: vec![conversation("mira", 5), conversation("jonas", 3)],
            next_cursor: Some("further".into()),
        };
        Rc::<Known>::default().reduce(News::Page(false, Ok(page)))
    }

    fn order(known: &Known) -> Vec<&str> {
        known
            .begun()
            .map(|conversation| &*conversation.with.username)
            .collect()
    }

    #[test]
    fn a_message_moves_its_conversation_to_the_top_and_is_unread_once() {
        let known = known().reduce(News::Message("jonas".into(), message("jonas", 7)));
        assert_eq!(order(&known), ["jonas", "mira"]);
        assert_eq!(known.unread(), 1);
        let again = known.reduce(News::Message("jonas".into(), message("jonas", 7)));
        assert_eq!(again.with("JONAS").unwrap().unread, 1);
    }

    #[test]
    fn ones_own_messages_are_not_unread() {
        let known = known().reduce(News::Message("jonas".into(), message("lena", 7)));
        assert_eq!(order(&known), ["jonas", "mira"]);
        assert_eq!(known.unread(), 0);
    }

    #[test]
    fn reading_to_the_end_leaves_nothing_unread() {
        let known = known()
            .reduce(News::Message("jonas".into(), message("jonas", 7)))
            .reduce(News::OwnRead("jonas".into(), 7));
        assert_eq!(known.unread(), 0);
        assert_eq!(known.with("jonas").unwrap().read_up_to, 7);
    }

    #[test]
    fn an_answer_that_was_overtaken_takes_nothing_back() {
        let known = known().reduce(News::Message("jonas".into(), message("jonas", 7)));
        let late = News::Conversation(Box::new(conversation("jonas", 3)));
        let known = known.reduce(late);
        assert_eq!(order(&known), ["jonas", "mira"]);
        assert_eq!(known.unread(), 1);
    }

    #[test]
    fn an_answer_that_left_before_one_read_makes_nothing_unread_again() {
        let mut before = conversation("jonas", 7);
        (before.read_up_to, before.unread) = (3, 2);
        let known = known()
            .reduce(News::Message("jonas".into(), message("jonas", 7)))
            .reduce(News::OwnRead("jonas".into(), 7))
            .reduce(News::Conversation(Box::new(before)));
        assert_eq!(known.unread(), 0);
    }

    #[test]
    fn who_asks_again_for_the_beginning_keeps_the_rest() {
        let more = Page {
            items: vec![conversation("ada", 1)],
            next_cursor: None,
        };
        let known = known().reduce(News::Page(true, Ok(more)));
        let first = Page {
            items: vec![conversation("mira", 9)],
            next_cursor: Some("not so far".into()),
        };
        let known = known.reduce(News::Page(false, Ok(first)));
        assert_eq!(order(&known), ["mira", "jonas", "ada"]);
        assert_eq!(known.next_cursor(), None);
    }
}
