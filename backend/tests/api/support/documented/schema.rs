//! Schemas of the document, by the place where they stand.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};

use super::DOCUMENT;

const ADDRESS: &str = "urn:openapi";

/// A place in the document, as JSON pointers write it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Place(String);

impl Place {
    pub fn operation(path: &str, method: &str) -> Self {
        Self(String::new()).below("paths").below(path).below(method)
    }

    pub fn component(name: &str) -> Self {
        Self(String::new())
            .below("components")
            .below("schemas")
            .below(name)
    }

    pub fn below(&self, name: &str) -> Self {
        let name = name.replace('~', "~0").replace('/', "~1");
        Self(format!("{}/{name}", self.0))
    }

    /// As a reference has it: within an address, braces are escaped.
    fn reference(&self) -> String {
        let pointer = self.0.replace('{', "%7B").replace('}', "%7D");
        format!("{ADDRESS}#{pointer}")
    }
}

/// What the schema at a place has against a value. `exactly` also refuses fields that it does not
/// name.
pub fn complaints(place: &Place, value: &Value, exactly: bool) -> Result<(), String> {
    let validator = validator(place, exactly);
    let mut errors = validator
        .iter_errors(value)
        .map(|error| format!("{} at {:?}", error, error.instance_path().to_string()));
    match errors.next() {
        None => Ok(()),
        Some(first) => Err(errors.fold(first, |all, error| format!("{all}; {error}"))),
    }
}

/// Made once for each place.
fn validator(place: &Place, exactly: bool) -> Arc<Validator> {
    type Known = HashMap<(Place, bool), Arc<Validator>>;
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    let made = known.entry((place.clone(), exactly)).or_insert_with(|| {
        let mut schema = json!({ "$ref": place.reference() });
        if exactly {
            schema["unevaluatedProperties"] = json!(false);
        }
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&REGISTRY)
            .should_validate_formats(true)
            .build(&schema)
            .unwrap_or_else(|error| panic!("{}: {error}", place.0));
        Arc::new(validator)
    });
    made.clone()
}

static REGISTRY: LazyLock<Registry<'static>> = LazyLock::new(|| {
    let mut document = DOCUMENT.clone();
    close(&mut document);
    Registry::new()
        .draft(Draft::Draft202012)
        .add(ADDRESS, document)
        .unwrap()
        .prepare()
        .unwrap()
});

/// Says of every object within another value that it has no fields but those that are named.
/// Whoever refers to an object as a whole says so themselves, since a part of an `allOf` must
/// put up with the fields of the others.
fn close(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields.iter_mut() {
                close(inner);
                match (name.as_str(), inner) {
                    ("properties", Value::Object(properties)) => {
                        properties.values_mut().for_each(close_one);
                    }
                    ("items" | "additionalProperties", inner) => close_one(inner),
                    _ => {}
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn close_one(schema: &mut Value) {
    let may_be_object = |fields: &Map<String, Value>| {
        ["$ref", "properties", "allOf", "oneOf", "anyOf"]
            .iter()
            .any(|word| fields.contains_key(*word))
    };
    if let Value::Object(fields) = schema
        && may_be_object(fields)
    {
        fields.insert("unevaluatedProperties".into(), json!(false));
    }
}
