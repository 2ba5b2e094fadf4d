//! Statements that are the same each time but for their values: their text is made once.
//!
//! Diesel writes a statement's text each time that it is executed, also where it is prepared and the
//! text is only thrown away. Of a statement with many columns that takes as long as to write its
//! answer as JSON.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use diesel::QueryResult;
use diesel::pg::{Pg, PgQueryBuilder};
use diesel::query_builder::{AstPass, Query, QueryBuilder, QueryFragment, QueryId};

thread_local! {
    /// The texts that this thread has made.
    static TEXTS: RefCell<HashMap<TypeId, Rc<Text>>> = RefCell::default();
}

struct Text {
    sql: String,
    is_safe_to_cache: bool,
}

/// A statement whose text is made once for each thread.
#[derive(Debug, Clone, Copy)]
pub struct Fixed<Q>(Q);

impl<Q: QueryFragment<Pg> + QueryId> Fixed<Q> {
    /// A statement whose type says all about it but its values; of others, this does not compile.
    pub fn new(query: Q) -> Self {
        const { assert!(Q::HAS_STATIC_QUERY_ID, "its text is not always the same") }
        Self(query)
    }

    fn text(&self) -> QueryResult<Rc<Text>> {
        let id = TypeId::of::<Q::QueryId>();
        if let Some(text) = TEXTS.with_borrow(|texts| texts.get(&id).cloned()) {
            return Ok(text);
        }
        let mut sql = PgQueryBuilder::default();
        self.0.to_sql(&mut sql, &Pg)?;
        let text = Rc::new(Text {
            sql: sql.finish(),
            is_safe_to_cache: self.0.is_safe_to_cache_prepared(&Pg)?,
        });
        TEXTS.with_borrow_mut(|texts| texts.insert(id, text.clone()));
        Ok(text)
    }
}

impl<Q: Query> Query for Fixed<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryId> QueryId for Fixed<Q> {
    type QueryId = Q::QueryId;

    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
    const IS_WINDOW_FUNCTION: bool = Q::IS_WINDOW_FUNCTION;
}

impl<Q: QueryFragment<Pg> + QueryId> QueryFragment<Pg> for Fixed<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn to_sql(&self, out: &mut PgQueryBuilder, _: &Pg) -> QueryResult<()> {
        out.push_sql(&self.text()?.sql);
        Ok(())
    }

    fn is_safe_to_cache_prepared(&self, _: &Pg) -> QueryResult<bool> {
        Ok(self.text()?.is_safe_to_cache)
    }
}

#[cfg(test)]
mod tests {
    use diesel::prelude::*;

    use super::*;
    use crate::db::schema::users;

    fn text_of(query: &impl QueryFragment<Pg>) -> (String, bool) {
        let mut sql = PgQueryBuilder::default();
        query.to_sql(&mut sql, &Pg).unwrap();
        (sql.finish(), query.is_safe_to_cache_prepared(&Pg).unwrap())
    }

    #[test]
    fn the_text_is_the_same_as_without() {
        let named = |name| users::table.filter(users::username.eq(name)).limit(1);
        let plain = text_of(&named("lena"));
        for name in ["lena", "otto"] {
            assert_eq!(text_of(&Fixed::new(named(name))), plain);
        }
        let other = users::table.filter(users::email.eq("lena"));
        assert_eq!(text_of(&Fixed::new(other)), text_of(&other));
    }
}
