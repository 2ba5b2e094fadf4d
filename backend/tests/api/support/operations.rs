//! Every operation that the OpenAPI document knows.

use reqwest::Method;
use serde_json::Value;
use uuid::Uuid;

pub struct Operation {
    pub id: String,
    pub method: Method,
    /// Below `/api/v1`, parameters in braces.
    pub path: String,
    /// Whether it takes JSON; a picture is no JSON.
    pub has_body: bool,
    /// The statuses that it may answer with.
    pub statuses: Vec<u16>,
}

impl Operation {
    pub fn changes_something(&self) -> bool {
        self.method != Method::GET
    }

    /// Whether the path names a thing: it is then needed to know which.
    pub fn has_target(&self) -> bool {
        self.path.contains('{')
    }

    /// The address of what is meant, one thing for each parameter.
    pub fn address(&self, targets: &[String]) -> String {
        let mut address = self.path.clone();
        for target in targets {
            let (start, end) = (address.find('{').unwrap(), address.find('}').unwrap());
            address.replace_range(start..=end, target);
        }
        address
    }

    /// The address of something that is not there.
    pub fn address_of_nothing(&self) -> String {
        let parameters = self.path.split('{').skip(1);
        let nothing = parameters.map(|rest| match rest.split('}').next() {
            Some("username") => "nobody-at-all".to_owned(),
            _ => Uuid::now_v7().to_string(),
        });
        self.address(&nothing.collect::<Vec<_>>())
    }
}

pub fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(backend::openapi::document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap();
            methods.iter().map(|(method, said)| of(path, method, said))
        })
        .collect()
}

fn of(path: &str, method: &str, said: &Value) -> Operation {
    let statuses = said["responses"].as_object().unwrap().keys();
    Operation {
        id: said["operationId"].as_str().unwrap().to_owned(),
        method: method.to_uppercase().parse().unwrap(),
        path: path.strip_prefix(backend::openapi::API).unwrap().to_owned(),
        has_body: said["requestBody"]["content"]
            .get("application/json")
            .is_some(),
        statuses: statuses.map(|status| status.parse().unwrap()).collect(),
    }
}
