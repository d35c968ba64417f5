//! `assume-role service`: the step in which an AWS service takes a role for a workload, to be put into a scenario.

use std::rc::Rc;

use simulator::service::Workload;

use crate::options::{Known, Options};

/// The step, as JSON, of the workload that the options tell.
///
/// # Errors
/// One sentence, where something is missing or not known.
pub(crate) fn step(rest: &[String]) -> Result<String, String> {
    const KINDS: &str = "`service` wants one of ec2, lambda, pod-identity and rolesanywhere.";
    let (kind, rest) = rest.split_first().ok_or(KINDS)?;
    let (valued, flags): (&[&str], &[&str]) = match &**kind {
        "ec2" => (&["instance-id", "region", "vpc-id", "private-ip-address"], &[]),
        "lambda" => (&["function-name", "region"], &[]),
        "pod-identity" => (
            &["region", "cluster-name", "namespace", "service-account", "pod-name", "pod-uid"],
            &["disable-session-tags"],
        ),
        "rolesanywhere" => {
            (&["trust-anchor-arn", "serial-number", "subject", "issuer", "dns"], &[])
        }
        _ => return Err(KINDS.to_owned()),
    };
    let common = ["role-arn", "id"];
    let valued: Vec<&str> = valued.iter().copied().chain(common).collect();
    let (plain, options) =
        Options::read(rest, Known { valued: &valued, flags, ..Known::default() })?;
    if let Some(stray) = plain.first() {
        return Err(format!("`{stray}` belongs to no option."));
    }
    let workload = workload(kind, &options)?;
    let role = options.need("role-arn")?;
    let id = options.get("id").unwrap_or(kind);
    Ok(workload.step(id, role).to_json())
}

fn workload(kind: &str, options: &Options) -> Result<Workload, String> {
    let need = |name: &str| options.need(name).map(Rc::<str>::from);
    let maybe = |name: &str| options.get(name).map(Rc::<str>::from);
    let region = || maybe("region").unwrap_or_else(|| "us-east-1".into());
    Ok(match kind {
        "ec2" => Workload::Instance {
            instance_id: need("instance-id")?,
            region: region(),
            vpc_id: maybe("vpc-id"),
            private_ip_address: maybe("private-ip-address"),
        },
        "lambda" => Workload::Function { function_name: need("function-name")?, region: region() },
        "pod-identity" => Workload::Pod {
            region: region(),
            cluster_name: need("cluster-name")?,
            namespace: need("namespace")?,
            service_account: need("service-account")?,
            pod_name: need("pod-name")?,
            pod_uid: maybe("pod-uid")
                .unwrap_or_else(|| "00000000-0000-4000-8000-000000000000".into()),
            disable_session_tags: options.has("disable-session-tags"),
        },
        _ => Workload::Certificate {
            trust_anchor_arn: need("trust-anchor-arn")?,
            serial_number: need("serial-number")?,
            subject: attributes(options.need("subject")?)?,
            issuer: attributes(options.get("issuer").unwrap_or_default())?,
            dns: maybe("dns"),
        },
    })
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
