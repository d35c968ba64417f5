//! The event of Switch Role. AWS: "AWS Management Console sign-in events" and "Log IAM and AWS STS API calls with AWS
//! CloudTrail". The console writes it in place of AssumeRole, to the trail of whoever switched and to that of the role.

use iam::AccountId;
use policy::json::Value;

use super::{Call, identity};
use crate::{
    context::DEFAULT_REGION,
    json::{self, Object},
    outcome::Refusal,
};

/// Where the console opens after a switch.
const HOME: &str = "https://console.aws.amazon.com/console/home";

pub(super) fn switch(call: &Call<'_>, account: AccountId, refusal: Option<&Refusal>) -> Value {
    let seed = call.scenario.seed.as_deref().unwrap_or_default();
    let step = call.step;
    let from = step.caller.as_ref().map(|caller| caller.principal.display_arn().to_owned());
    let minted = step.minted.as_ref().map(|minted| &minted.session);
    let identity = match minted {
        Some(session) => Object::new()
            .text("type", "AssumedRole")
            .text("principalId", session.user_id.clone())
            .text("arn", session.principal.display_arn())
            .maybe("accountId", session.principal.account.map(|id| json::text(id.to_string())))
            .done(),
        None => identity::of(call, true),
    };
    let said = if refusal.is_some() { "Failure" } else { "Success" };
    let event = [&*step.id, &account.to_string()].join(" ");
    let more = Object::new().maybe("SwitchFrom", from.map(json::text)).text("RedirectTo", HOME);
    let tls = Object::new()
        .text("tlsVersion", "TLSv1.3")
        .text("cipherSuite", "TLS_AES_128_GCM_SHA256")
        .text("clientProvidedHostHeader", "signin.aws.amazon.com");
    Object::new()
        .text("eventVersion", "1.08")
        .with("userIdentity", identity)
        .text("eventTime", json::moment(step.at))
        .text("eventSource", "signin.amazonaws.com")
        .text("eventName", "SwitchRole")
        .text("awsRegion", DEFAULT_REGION)
        .text("sourceIPAddress", call.source())
        .text("userAgent", "Mozilla/5.0")
        .maybe("errorMessage", refusal.map(|refusal| json::text(refusal.error.message.clone())))
        .with("requestParameters", json::null())
        .with("responseElements", Object::new().text("SwitchRole", said).done())
        .with("additionalEventData", more.done())
        .text("eventID", sts::guid(seed, "event", &event))
        .with("readOnly", json::flag(false))
        .text("eventType", "AwsConsoleSignIn")
        .with("managementEvent", json::flag(true))
        .text("recipientAccountId", account.to_string())
        .text("eventCategory", "Management")
        .with("tlsDetails", tls.done())
        .done()
}
