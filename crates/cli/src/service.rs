//! `assume-role service`: the step in which an AWS service takes a role for a workload, to be put into a scenario.

use std::rc::Rc;

use clap::{Args, Subcommand};
use simulator::service::Workload;

/// A workload, with the role that a service takes for it.
#[derive(Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Asked {
    /// An EC2 instance, by its instance profile
    Ec2 {
        #[command(flatten)]
        step: Step,
        #[arg(long, value_name = "ID")]
        instance_id: String,
        #[arg(long, default_value = "us-east-1")]
        region: String,
        #[arg(long, value_name = "ID")]
        vpc_id: Option<String>,
        #[arg(long, value_name = "IP")]
        private_ip_address: Option<String>,
    },
    /// A Lambda function, by its execution role
    Lambda {
        #[command(flatten)]
        step: Step,
        #[arg(long, value_name = "NAME")]
        function_name: String,
        #[arg(long, default_value = "us-east-1")]
        region: String,
    },
    /// A pod of Amazon EKS, by EKS Pod Identity
    PodIdentity {
        #[command(flatten)]
        step: Step,
        #[arg(long, default_value = "us-east-1")]
        region: String,
        #[arg(long, value_name = "NAME")]
        cluster_name: String,
        #[arg(long, value_name = "NAME")]
        namespace: String,
        #[arg(long, value_name = "NAME")]
        service_account: String,
        #[arg(long, value_name = "NAME")]
        pod_name: String,
        #[arg(long, value_name = "UUID", default_value = "00000000-0000-4000-8000-000000000000")]
        pod_uid: String,
        /// Without the tags of cluster, namespace, service account and pod
        #[arg(long)]
        disable_session_tags: bool,
        /// The role that EKS goes on to, in a step of its own
        #[arg(long, value_name = "ARN")]
        target_role_arn: Option<String>,
    },
    /// A holder of a certificate, by IAM Roles Anywhere
    #[command(name = "rolesanywhere")]
    RolesAnywhere {
        #[command(flatten)]
        step: Step,
        #[arg(long, value_name = "ARN")]
        trust_anchor_arn: String,
        #[arg(long, value_name = "HEX")]
        serial_number: String,
        /// The subject's name, such as CN=press-4,OU=Backup
        #[arg(long, value_name = "NAME")]
        subject: String,
        /// The issuer's name, such as CN=Example CA
        #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
        issuer: String,
        #[arg(long, value_name = "NAME")]
        dns: Option<String>,
    },
}

/// What every such step has.
#[derive(Debug, PartialEq, Eq, Args)]
pub(crate) struct Step {
    #[arg(long, value_name = "ARN")]
    role_arn: String,
    /// The step's id; without it, the kind of the workload
    #[arg(long)]
    id: Option<String>,
}

/// The step, as JSON; of several steps their list.
///
/// # Errors
/// One sentence, where a name of a certificate is none.
pub(crate) fn step(asked: &Asked) -> Result<String, String> {
    let (kind, step, workload) = match asked {
        Asked::Ec2 { step, instance_id, region, vpc_id, private_ip_address } => {
            let workload = Workload::Instance {
                instance_id: text(instance_id),
                region: text(region),
                vpc_id: vpc_id.as_deref().map(text),
                private_ip_address: private_ip_address.as_deref().map(text),
            };
            ("ec2", step, workload)
        }
        Asked::Lambda { step, function_name, region } => {
            let workload =
                Workload::Function { function_name: text(function_name), region: text(region) };
            ("lambda", step, workload)
        }
        Asked::PodIdentity {
            step,
            region,
            cluster_name,
            namespace,
            service_account,
            pod_name,
            pod_uid,
            disable_session_tags,
            target_role_arn,
        } => {
            let workload = Workload::Pod {
                region: text(region),
                cluster_name: text(cluster_name),
                namespace: text(namespace),
                service_account: text(service_account),
                pod_name: text(pod_name),
                pod_uid: text(pod_uid),
                disable_session_tags: *disable_session_tags,
                target_role_arn: target_role_arn.as_deref().map(text),
            };
            ("pod-identity", step, workload)
        }
        Asked::RolesAnywhere { step, trust_anchor_arn, serial_number, subject, issuer, dns } => {
            let workload = Workload::Certificate {
                trust_anchor_arn: text(trust_anchor_arn),
                serial_number: text(serial_number),
                subject: attributes(subject)?,
                issuer: attributes(issuer)?,
                dns: dns.as_deref().map(text),
            };
            ("rolesanywhere", step, workload)
        }
    };
    let id = step.id.as_deref().unwrap_or(kind);
    let steps = workload.steps(id, &step.role_arn);
    Ok(match &steps[..] {
        [step] => step.to_json(),
        steps => {
            let steps: Vec<String> = steps.iter().map(simulator::scenario::Step::to_json).collect();
            format!("[\n{}\n]", steps.join(",\n"))
        }
    })
}

fn text(text: &str) -> Rc<str> {
    text.into()
}

/// Attributes of a name in a certificate, and their values.
type Attributes = Vec<(Rc<str>, Rc<str>)>;

/// `CN=press-4,OU=Backup`.
fn attributes(text: &str) -> Result<Attributes, String> {
    let parts = text.split(',').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').ok_or_else(|| {
                format!("`{part}` is no attribute of a name, such as CN=press-4.")
            })?;
            Ok((name.trim().into(), value.trim().into()))
        })
        .collect()
}
