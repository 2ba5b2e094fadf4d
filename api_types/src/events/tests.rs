//! Events as people type them.

use super::*;

fn event() -> NewEvent {
    NewEvent {
        title: "Choir without talent".into(),
        description: "Two hours of loud, happy, badly tuned singing.".into(),
        date: "2027-05-01".into(),
        ..NewEvent::default()
    }
}

fn codes(event: NewEvent) -> Vec<(String, RuleCode)> {
    let errors = event.validate().unwrap_err();
    errors
        .into_vec()
        .into_iter()
        .map(|error| (error.field, error.code))
        .collect()
}

#[test]
fn only_four_fields_are_needed() {
    let valid = event().validate().unwrap();
    assert_eq!(valid.price, None);
    assert_eq!(valid.maximum_attendees, None);
}

#[test]
fn an_event_may_cross_midnight_but_not_run_backwards() {
    let night = NewEvent {
        time: Some("22:00".into()),
        end_date: Some("2027-05-02".into()),
        end_time: Some("03:00".into()),
        ..event()
    };
    assert!(night.clone().validate().is_ok());
    let next_day = NewEvent {
        end_date: None,
        ..night.clone()
    };
    assert_eq!(next_day.validate(), night.clone().validate());
    let backwards = NewEvent {
        end_date: Some("2027-05-01".into()),
        ..night
    };
    assert_eq!(
        codes(backwards),
        [("end_time".into(), RuleCode::EndBeforeStart)]
    );
    let earlier = NewEvent {
        end_date: Some("2027-04-30".into()),
        ..event()
    };
    assert_eq!(
        codes(earlier),
        [("end_date".into(), RuleCode::EndBeforeStart)]
    );
}

#[test]
fn price_and_currency_go_together() {
    let priced = NewEvent {
        price: Some("12.50".into()),
        ..event()
    };
    assert_eq!(
        codes(priced.clone()),
        [("currency".into(), RuleCode::CurrencyMissing)]
    );
    let valid = NewEvent {
        currency: Some("EUR".into()),
        ..priced
    }
    .validate()
    .unwrap();
    assert_eq!(
        valid.price,
        Some(Price {
            hundredths: 1250,
            currency: "EUR"
        })
    );
    let unpriced = NewEvent {
        currency: Some("EUR".into()),
        ..event()
    };
    assert_eq!(codes(unpriced), [("price".into(), RuleCode::PriceMissing)]);
}
