//! Documents, read and compiled once.

use std::{cell::OnceCell, rc::Rc};

use iam::{AccountId, Assumptions, PolicyType};
use policy::{
    CompiledPolicy, Diagnostic, NotApplicable,
    diagnostic::{JSON_SYNTAX_ERROR, POLICY_SIZE_EXCEEDS_QUOTA},
    json,
};

use super::{Documents, Refused, RefusedOnSave};
use crate::{
    authorize::{Levels, Policies, ResourceKind},
    findings::refuse_everyone,
    outcome::{DocumentSource, Reading},
    scenario::{DocumentAddress, managed},
};

/// The name of the policy that AWS attaches to every level of RCPs.
const IMPLIED: &str = "RCPFullAWSAccess";

/// Documents that were compiled and can be asked many questions.
#[derive(Debug)]
pub struct Prepared {
    /// Every document but the resource's, by number.
    sources: Vec<DocumentSource>,
    /// The resource's own document, with its number; whether it is a trust policy depends on the question.
    resource: Option<ResourceDocument>,
    /// All but the resource's own.
    pub(super) policies: Policies,
    pub(super) management_account: Option<AccountId>,
    pub(super) assumptions: Assumptions,
}

#[derive(Debug)]
struct ResourceDocument {
    text: Rc<str>,
    number: u32,
    /// As the policy of some resource.
    plain: OnceCell<DocumentSource>,
    /// As a role's trust policy.
    trust: OnceCell<DocumentSource>,
    assumptions: Assumptions,
}

impl ResourceDocument {
    fn source(&self, kind: ResourceKind) -> &DocumentSource {
        let (cell, kind, name) = match kind {
            ResourceKind::Role => (&self.trust, PolicyType::Trust, "Trust policy"),
            ResourceKind::Key => (&self.plain, PolicyType::Resource, "Key policy"),
            ResourceKind::Unguarded | ResourceKind::Other => {
                (&self.plain, PolicyType::Resource, "Resource policy")
            }
        };
        cell.get_or_init(|| {
            let mut source = source(&self.text, kind, self.number, "resourcePolicy", name);
            refuse_everyone(&self.assumptions, Rc::make_mut(&mut source.diagnostics));
            source
        })
    }
}

impl Prepared {
    /// Reads and compiles the documents.
    ///
    /// # Errors
    /// Every document that is not JSON, or not an object. Whatever else is wrong with one, it takes part; see
    /// [`refused_on_save`](Self::refused_on_save).
    pub fn new(documents: &Documents) -> Result<Self, Vec<Refused>> {
        let mut gathering = Gathering { sources: Vec::new(), refused: Vec::new(), number: 0 };
        let identity = gathering.list(
            &documents.identity,
            PolicyType::Identity,
            "identityPolicies",
            "Identity policy",
        );
        let resource = documents.resource.as_ref().map(|text| {
            gathering.readable(text, "resourcePolicy");
            let number = gathering.next();
            let (plain, trust) = (OnceCell::new(), OnceCell::new());
            let assumptions = documents.assumptions;
            ResourceDocument { text: Rc::clone(text), number, plain, trust, assumptions }
        });
        let boundary = documents.boundary.as_ref().map(|text| {
            let name = "Permissions boundary";
            gathering.add(text, PolicyType::PermissionsBoundary, "permissionsBoundary", name)
        });
        let session = gathering.list(
            &documents.session,
            PolicyType::Session,
            "sessionPolicies",
            "Session policy",
        );
        let service_control = gathering.levels(
            &documents.service_control,
            PolicyType::ServiceControl,
            "serviceControlPolicies",
            "SCP",
        );
        let resource_control = gathering.levels(
            &documents.resource_control,
            PolicyType::ResourceControl,
            "resourceControlPolicies",
            "RCP",
        );
        let endpoint = gathering.list(
            &documents.endpoint,
            PolicyType::VpcEndpoint,
            "vpcEndpointPolicies",
            "VPC endpoint policy",
        );
        if !gathering.refused.is_empty() {
            return Err(gathering.refused);
        }
        Ok(Self {
            sources: gathering.sources,
            resource,
            policies: Policies {
                identity,
                boundary,
                session: (!session.is_empty()).then_some(session),
                service_control,
                resource_control,
                resource: None,
                endpoint,
            },
            management_account: documents.management_account,
            assumptions: documents.assumptions,
        })
    }

    pub(super) fn resource_policy(&self, kind: ResourceKind) -> Option<Rc<CompiledPolicy>> {
        Some(Rc::clone(&self.resource.as_ref()?.source(kind).compiled))
    }

    /// Every document by number, the resource's own as what it is for that kind of resource.
    pub fn documents(&self, kind: ResourceKind) -> impl Iterator<Item = &DocumentSource> {
        let resource = self.resource.as_ref().map(|own| (own.number as usize, own.source(kind)));
        let before = resource.map_or(self.sources.len(), |(number, _)| number);
        let (before, after) = self.sources.split_at(before);
        before.iter().chain(resource.map(|(_, source)| source)).chain(after)
    }

    /// The documents that a service would refuse to save, with its words.
    pub fn refused_on_save(&self, kind: ResourceKind) -> impl Iterator<Item = RefusedOnSave<'_>> {
        (0..).zip(self.documents(kind)).filter_map(|(document, source)| {
            // A session policy may be a managed one, of whose size the call looks at the ARN's alone.
            let passed = |finding: &Diagnostic| {
                source.kind == PolicyType::Session && finding.code == POLICY_SIZE_EXCEEDS_QUOTA
            };
            let mut findings = source.diagnostics.iter();
            let finding = findings.find(|finding| finding.refusal.is_some() && !passed(finding))?;
            Some(RefusedOnSave { document, source, finding })
        })
    }

    /// How many levels of SCPs and of RCPs there are.
    pub(super) fn levels(&self) -> (usize, usize) {
        let count = |levels: &Levels| match levels {
            Levels::Attached(levels) => levels.len(),
            Levels::NotApplicable(_) => 0,
        };
        (count(&self.policies.service_control), count(&self.policies.resource_control))
    }
}

struct Gathering {
    sources: Vec<DocumentSource>,
    refused: Vec<Refused>,
    number: u32,
}

impl Gathering {
    fn next(&mut self) -> u32 {
        let number = self.number;
        self.number += 1;
        number
    }

    fn add(
        &mut self,
        text: &Rc<str>,
        kind: PolicyType,
        field: &str,
        name: &str,
    ) -> Rc<CompiledPolicy> {
        self.readable(text, field);
        let source = source(text, kind, self.next(), field, name);
        let compiled = Rc::clone(&source.compiled);
        self.sources.push(source);
        compiled
    }

    fn list(
        &mut self,
        texts: &[Rc<str>],
        kind: PolicyType,
        field: &str,
        name: &str,
    ) -> Vec<Rc<CompiledPolicy>> {
        let mut compiled = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            let name =
                if texts.len() == 1 { name.to_owned() } else { format!("{name} {}", index + 1) };
            compiled.push(self.add(text, kind, &format!("{field}[{index}]"), &name));
        }
        compiled
    }

    fn levels(
        &mut self,
        levels: &[Vec<Rc<str>>],
        kind: PolicyType,
        field: &str,
        name: &str,
    ) -> Levels {
        if levels.is_empty() {
            return Levels::NotApplicable(NotApplicable::NoOrganization);
        }
        let implied =
            (kind == PolicyType::ResourceControl).then(|| managed::document(IMPLIED)).flatten();
        let mut attached = Vec::with_capacity(levels.len());
        for (index, texts) in levels.iter().enumerate() {
            let mut level = Vec::with_capacity(texts.len() + 1);
            if let Some(text) = implied.filter(|text| !texts.iter().any(|own| is(own, text))) {
                let source = built_in(
                    &text.into(),
                    self.next(),
                    &DocumentAddress::BuiltIn { name: IMPLIED.into() },
                );
                level.push(Rc::clone(&source.compiled));
                self.sources.push(source);
            }
            let field = format!("{field}[{index}]");
            for (number, text) in texts.iter().enumerate() {
                let field = format!("{field}[{number}]");
                if implied.is_some_and(|implied| is(text, implied)) {
                    let address = DocumentAddress::Loose { field: field.into() };
                    let source = built_in(text, self.next(), &address);
                    level.push(Rc::clone(&source.compiled));
                    self.sources.push(source);
                } else {
                    level.push(self.add(text, kind, &field, &format!("{name} {}", number + 1)));
                }
            }
            attached.push(level);
        }
        Levels::Attached(attached)
    }

    /// What is not JSON, or not an object, cannot be asked at all.
    fn readable(&mut self, text: &Rc<str>, field: &str) {
        let (_, errors) = json::parse(text);
        if let Some(error) = errors.first() {
            let at = error.span.line_column(text);
            self.refused.push(Refused {
                field: field.to_owned(),
                message: format!(
                    "The document is not JSON: line {}, column {} of its text: {}",
                    at.line, at.column, error.message
                ),
                help: error.help.clone(),
            });
        } else if !text.trim_start().starts_with('{') {
            self.refused.push(Refused::new(
                field,
                "The document is not an object.",
                "Write a policy: { \"Version\": \"2012-10-17\", \"Statement\": [ … ] }.",
            ));
        }
    }
}

/// Whether a document says what a built-in one says.
fn is(text: &str, built_in: &str) -> bool {
    text == built_in || json::parse(text).0.is_some_and(|value| json::print(&value) == built_in)
}

fn built_in(text: &Rc<str>, number: u32, address: &DocumentAddress) -> DocumentSource {
    // AWS's own document needs no leave to be saved.
    let own = source(text, PolicyType::ResourceControl, number, "", IMPLIED);
    DocumentSource { address: address.clone(), diagnostics: Rc::default(), ..own }
}

fn source(
    text: &Rc<str>,
    kind: PolicyType,
    number: u32,
    field: &str,
    name: &str,
) -> DocumentSource {
    let reading = Reading::of(text, kind);
    debug_assert!(
        reading.findings.iter().all(|finding| finding.code != JSON_SYNTAX_ERROR)
            || !json::parse(text).1.is_empty(),
        "what is JSON has no syntax error"
    );
    DocumentSource {
        kind,
        name: name.into(),
        address: DocumentAddress::Loose { field: field.into() },
        text: Rc::clone(text),
        diagnostics: reading.findings.as_slice().into(),
        compiled: Rc::new(policy::compile(&reading.policy, kind, number, &|_| None)),
        reading: Rc::new(reading),
    }
}
