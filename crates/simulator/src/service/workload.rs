//! Workloads that get their credentials from a service, and the step in which the service takes the role for them: what
//! the service sends, filled in from the few things that tell one workload from another.

use std::rc::Rc;

use iam::{AccountId, Arn};
use sts::request::{AssumeRole, Call, RequestTag};

use super::{EC2, LAMBDA, PODS, ROLES_ANYWHERE};
use crate::scenario::{ContextEntries, Step};

/// A workload, in the words of the service that looks after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Workload {
    /// An instance with an instance profile. AWS: "Use an IAM role to grant permissions to applications running on Amazon
    /// EC2 instances".
    Instance {
        /// `InstanceId`: the session is named after it.
        instance_id: Rc<str>,
        /// The Region that it runs in.
        region: Rc<str>,
        /// `VpcId`.
        vpc_id: Option<Rc<str>>,
        /// `PrivateIpAddress`.
        private_ip_address: Option<Rc<str>>,
    },
    /// A Lambda function. AWS: "Using source function ARN to control function access behavior".
    Function {
        /// `FunctionName`: the session is named after it.
        function_name: Rc<str>,
        /// The Region that it runs in.
        region: Rc<str>,
    },
    /// A pod whose service account has an association. AWS: "Grant Pods access to AWS resources based on tags".
    Pod {
        /// The Region of the cluster.
        region: Rc<str>,
        /// `clusterName`.
        cluster_name: Rc<str>,
        /// `namespace`.
        namespace: Rc<str>,
        /// `serviceAccount`.
        service_account: Rc<str>,
        /// The pod's name.
        pod_name: Rc<str>,
        /// The pod's id, a UUID.
        pod_uid: Rc<str>,
        /// `disableSessionTags`: the session has no tags then.
        disable_session_tags: bool,
        /// `targetRoleArn`: the role that EKS goes on to with the session of the first.
        target_role_arn: Option<Rc<str>>,
    },
    /// A machine with a certificate. AWS: "The IAM Roles Anywhere trust model".
    Certificate {
        /// `trustAnchorArn`.
        trust_anchor_arn: Rc<str>,
        /// The certificate's serial number in hexadecimal digits: the session is named after it.
        serial_number: Rc<str>,
        /// The attributes of its subject: `CN`, `OU`, `O`, ….
        subject: Vec<(Rc<str>, Rc<str>)>,
        /// The attributes of its issuer.
        issuer: Vec<(Rc<str>, Rc<str>)>,
        /// The DNS name among its alternative names.
        dns: Option<Rc<str>>,
    },
}

impl Workload {
    /// The service that takes the role for it.
    #[must_use]
    pub fn service(&self) -> &'static str {
        match self {
            Self::Instance { .. } => EC2,
            Self::Function { .. } => LAMBDA,
            Self::Pod { .. } => PODS,
            Self::Certificate { .. } => ROLES_ANYWHERE,
        }
    }

    /// The steps in which the service takes the roles: the role itself, and of a pod with a target role that one behind it.
    #[must_use]
    pub fn steps(&self, id: &str, role_arn: &str) -> Vec<Step> {
        let first = self.step(id, role_arn);
        let second = self.target_step(&format!("{id}-target"), role_arn);
        [first].into_iter().chain(second).collect()
    }

    /// The step in which EKS goes on to the target role, called by the session before it.
    ///
    /// AWS: "Access AWS resources using EKS Pod Identity target IAM roles": EKS takes the two roles in sequence; without
    /// session tags it says in the external id of which cluster, namespace and service account the pod is.
    fn target_step(&self, id: &str, role_arn: &str) -> Option<Step> {
        let Self::Pod { region, cluster_name, namespace, service_account, target_role_arn, .. } =
            self
        else {
            return None;
        };
        let account = account_of(role_arn).map(|id| id.to_string()).unwrap_or_default();
        let external_id =
            format!("{region}/{account}/{cluster_name}/{namespace}/{service_account}");
        let call = AssumeRole {
            role_arn: Some(Rc::clone(target_role_arn.as_ref()?)),
            role_session_name: Some(self.session_name()),
            external_id: self.disables_session_tags().then(|| external_id.into()),
            ..AssumeRole::default()
        };
        Some(Step::call(id, Call::AssumeRole(call)))
    }

    fn disables_session_tags(&self) -> bool {
        matches!(self, Self::Pod { disable_session_tags: true, .. })
    }

    /// The step in which the service takes the role: its AssumeRole, the keys of that request, and the keys that stay in
    /// the session.
    fn step(&self, id: &str, role_arn: &str) -> Step {
        let account = account_of(role_arn);
        let tags = self.tags(account);
        let is_pod = matches!(self, Self::Pod { .. });
        let call = AssumeRole {
            role_arn: Some(role_arn.into()),
            role_session_name: Some(self.session_name()),
            // AWS: "Grant Pods access to AWS resources based on tags": all of them are transitive.
            transitive_tag_keys: match is_pod {
                true => tags.iter().map(|tag| Rc::clone(&tag.key)).collect(),
                false => Vec::new(),
            },
            tags,
            source_identity: self.source_identity(),
            ..AssumeRole::default()
        };
        Step {
            caller: Some(self.service().into()),
            context: self.request_keys(),
            session_keys: self.session_keys(account),
            ..Step::call(id, Call::AssumeRole(call))
        }
    }

    fn session_name(&self) -> Rc<str> {
        match self {
            Self::Instance { instance_id: name, .. }
            | Self::Function { function_name: name, .. }
            | Self::Certificate { serial_number: name, .. } => Rc::clone(name),
            Self::Pod { cluster_name, pod_name, pod_uid, .. } => {
                let short = |name: &str| name.chars().take(10).collect::<String>();
                format!("eks-{}-{}-{pod_uid}", short(cluster_name), short(pod_name)).into()
            }
        }
    }

    /// AWS: "The IAM Roles Anywhere trust model": the common name of the certificate's subject.
    fn source_identity(&self) -> Option<Rc<str>> {
        let Self::Certificate { subject, .. } = self else { return None };
        let name = subject.iter().find(|(attribute, _)| &**attribute == "CN");
        name.map(|(_, name)| format!("CN={name}").into())
    }

    fn tags(&self, account: Option<AccountId>) -> Vec<RequestTag> {
        let tag = |key: String, value: &str| RequestTag { key: key.into(), value: value.into() };
        match self {
            Self::Instance { .. }
            | Self::Function { .. }
            | Self::Pod { disable_session_tags: true, .. } => Vec::new(),
            Self::Pod {
                region,
                cluster_name,
                namespace,
                service_account,
                pod_name,
                pod_uid,
                ..
            } => {
                let account = account.map(|id| id.to_string()).unwrap_or_default();
                let cluster = format!("arn:aws:eks:{region}:{account}:cluster/{cluster_name}");
                [
                    ("eks-cluster-arn", &*cluster),
                    ("eks-cluster-name", cluster_name),
                    ("kubernetes-namespace", namespace),
                    ("kubernetes-service-account", service_account),
                    ("kubernetes-pod-name", pod_name),
                    ("kubernetes-pod-uid", pod_uid),
                ]
                .into_iter()
                .map(|(key, value)| tag(key.to_owned(), value))
                .collect()
            }
            Self::Certificate { subject, issuer, dns, .. } => {
                let subject =
                    subject.iter().map(|(key, value)| (format!("x509Subject/{key}"), value));
                let issuer = issuer.iter().map(|(key, value)| (format!("x509Issuer/{key}"), value));
                let dns = dns.iter().map(|value| ("x509SAN/DNS".to_owned(), value));
                subject.chain(issuer).chain(dns).map(|(key, value)| tag(key, value)).collect()
            }
        }
    }

    /// The keys of the service's own request.
    fn request_keys(&self) -> ContextEntries {
        let Self::Certificate { trust_anchor_arn, .. } = self else { return Vec::new() };
        let account = account_of(trust_anchor_arn);
        let account = account.map(|id| entry("aws:SourceAccount", &id.to_string()));
        [entry("aws:SourceArn", trust_anchor_arn)].into_iter().chain(account).collect()
    }

    /// The keys that every request of the session carries.
    fn session_keys(&self, account: Option<AccountId>) -> ContextEntries {
        let account = account.map(|id| id.to_string()).unwrap_or_default();
        match self {
            Self::Instance { instance_id, region, vpc_id, private_ip_address } => {
                let arn = format!("arn:aws:ec2:{region}:{account}:instance/{instance_id}");
                let vpc = vpc_id.iter().map(|id| entry("aws:Ec2InstanceSourceVpc", id));
                let address = private_ip_address.iter();
                let address = address.map(|ip| entry("aws:Ec2InstanceSourcePrivateIPv4", ip));
                let first =
                    [entry("ec2:SourceInstanceArn", &arn), entry("ec2:RoleDelivery", "2.0")];
                first.into_iter().chain(vpc).chain(address).collect()
            }
            Self::Function { function_name, region } => {
                let arn = format!("arn:aws:lambda:{region}:{account}:function:{function_name}");
                vec![entry("lambda:SourceFunctionArn", &arn)]
            }
            Self::Pod { .. } | Self::Certificate { .. } => Vec::new(),
        }
    }
}

fn account_of(arn: &str) -> Option<AccountId> {
    arn.parse::<Arn>().ok().and_then(|arn| arn.account())
}

fn entry(key: &str, value: &str) -> (Rc<str>, Option<Vec<Rc<str>>>) {
    (key.into(), Some(vec![value.into()]))
}
