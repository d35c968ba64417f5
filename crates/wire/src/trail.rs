//! The audit trail and the sessions of an outcome, beside the outcome itself. `docs/wire.md`, sections "Events" and
//! "Sessions".

use policy::json::{Kind, Value};
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap as _, SerializeSeq as _},
};
use simulator::{
    Outcome, Scenario,
    audit::{self, Trail},
    lifetime::{self, Holds, Lifetime},
    outcome::StepOutcome,
};

use crate::{VERSION, words};

/// JSON that the engine made.
#[derive(Debug)]
pub(crate) struct Json(pub(crate) Value);

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(&self.0, serializer)
    }
}

/// The same, borrowed.
struct Part<'v>(&'v Value);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, serializer)
    }
}

fn write<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    match &value.kind {
        Kind::Null => serializer.serialize_unit(),
        Kind::Bool(flag) => serializer.serialize_bool(*flag),
        // The engine writes whole numbers only.
        Kind::Number(text) => match text.parse::<i64>() {
            Ok(number) => serializer.serialize_i64(number),
            Err(_) => serializer.serialize_str(text),
        },
        Kind::String(text) => serializer.serialize_str(text),
        Kind::Array(elements) => {
            let mut list = serializer.serialize_seq(Some(elements.len()))?;
            for element in elements {
                list.serialize_element(&Part(element))?;
            }
            list.end()
        }
        Kind::Object(members) => {
            let mut object = serializer.serialize_map(Some(members.len()))?;
            for member in members {
                object.serialize_entry(&*member.name, &Part(&member.value))?;
            }
            object.end()
        }
    }
}

/// `{ "Records": […] }`, as files of a trail are: the events that the steps would leave.
#[must_use]
pub fn events(scenario: &Scenario, outcome: &Outcome) -> impl Serialize + use<> {
    events_of(scenario, outcome, Trail::default())
}

/// The same of a trail that may record data events as well.
#[must_use]
pub fn events_of(scenario: &Scenario, outcome: &Outcome, trail: Trail) -> impl Serialize + use<> {
    Json(audit::records(&audit::events_of(scenario, outcome, trail)))
}

/// The sessions of an outcome, and what of them bears on each step.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsJson {
    version: u32,
    sessions: Vec<SessionJson>,
    steps: Vec<StepJson>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SessionJson {
    /// Id of the step that minted it; left out for the session that the scenario begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    minted_by: Option<String>,
    issued: String,
    expires: String,
    seconds: i64,
    bounded_by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest: Option<i64>,
    uses: Vec<UseJson>,
}

#[derive(Debug, Serialize)]
struct UseJson {
    step: String,
    left: i64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StepJson {
    id: String,
    holds: HoldsJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<OriginJson>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum HoldsJson {
    NotNow,
    Always,
    Until { moment: String, seconds: i64, session_ends: bool },
    Unknown,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct OriginJson {
    who: WhoJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_identity: Option<String>,
    links: Vec<LinkJson>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum WhoJson {
    User {
        arn: String,
    },
    Root {
        arn: String,
    },
    Service {
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        workload: Option<String>,
    },
    Federated {
        provider: String,
        subject: String,
    },
    Given {
        arn: String,
    },
    Anonymous,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LinkJson {
    step: String,
    made_by: &'static str,
    session: String,
}

/// The sessions of an outcome: how long each lasts and why, until when each step would still succeed, and who was behind
/// it originally. The scenario is run again for every moment at which a step could begin to fail.
#[must_use]
pub fn sessions(scenario: &Scenario, outcome: &Outcome) -> SessionsJson {
    let id = |index: usize| {
        outcome.steps.get(index).map_or_else(String::new, |step| step.id.to_string())
    };
    let session = |known: &Lifetime| SessionJson {
        minted_by: known.step.map(id),
        issued: known.issued.to_string(),
        expires: known.expires.to_string(),
        seconds: known.expires.seconds() - known.issued.seconds(),
        bounded_by: known.bounded_by.as_str(),
        longest: known.longest,
        uses: known
            .uses
            .iter()
            .map(|used| UseJson { step: id(used.step), left: used.left })
            .collect(),
    };
    let holds = |index: usize, step: &StepOutcome| match lifetime::holds(scenario, outcome, index) {
        Holds::NotNow => HoldsJson::NotNow,
        Holds::Always => HoldsJson::Always,
        Holds::Unknown => HoldsJson::Unknown,
        Holds::Until { moment, session_ends } => HoldsJson::Until {
            moment: moment.to_string(),
            seconds: moment.seconds() - step.at.seconds(),
            session_ends,
        },
    };
    let steps = outcome.steps.iter().enumerate().map(|(index, step)| StepJson {
        id: step.id.to_string(),
        holds: holds(index, step),
        origin: audit::origin(outcome, index).map(|origin| OriginJson {
            who: who(&origin.who),
            source_identity: origin.source_identity.map(|identity| identity.to_string()),
            links: origin
                .links
                .iter()
                .map(|link| LinkJson {
                    step: id(link.step),
                    made_by: words::session(link.kind),
                    session: link.session.to_string(),
                })
                .collect(),
        }),
    });
    SessionsJson {
        version: VERSION,
        sessions: lifetime::lifetimes(outcome).iter().map(session).collect(),
        steps: steps.collect(),
    }
}

fn who(who: &audit::Who) -> WhoJson {
    match who {
        audit::Who::User(arn) => WhoJson::User { arn: arn.to_string() },
        audit::Who::Root(arn) => WhoJson::Root { arn: arn.to_string() },
        audit::Who::Service { name, workload } => WhoJson::Service {
            name: name.to_string(),
            workload: workload.as_ref().map(ToString::to_string),
        },
        audit::Who::Federated { provider, subject } => {
            WhoJson::Federated { provider: provider.to_string(), subject: subject.to_string() }
        }
        audit::Who::Given(arn) => WhoJson::Given { arn: arn.to_string() },
        audit::Who::Anonymous => WhoJson::Anonymous,
    }
}
