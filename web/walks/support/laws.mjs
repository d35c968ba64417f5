// The laws of sessions, asked of what the page tells of a scenario: the same as `crates/testing/src/session_laws.rs` asks of
// the engine, but for those of the token, which the page shows and does not tell.
//
// AWS: "IAM roles", section "Role chaining"; "Pass session tags in AWS STS"; "Monitor and control actions taken with
// assumed roles"; "Temporary security credentials in IAM".

const seconds = (from, to) => (Date.parse(to) - Date.parse(from)) / 1000;

/** Whether a role's session makes the call. */
function chains(scenario, step, caller) {
  if (step.action !== "sts:AssumeRole") {
    return false;
  }
  if (caller) {
    return caller.arn.includes(":assumed-role/");
  }
  const { as = "start" } = scenario.steps.find(({ id }) => id === step.id);
  return as === "start" && scenario.start.principal.includes(":role/");
}

/** The laws that are broken, each with its step. */
export function broken(scenario, steps) {
  const found = [];
  for (const step of steps) {
    const tell = (law) => found.push(`${scenario.title}: step ${step.id} breaks ${law}`);
    const caller = steps.find(({ id }) => id === step.caller)?.session;
    if (caller && step.result === "succeeded" && seconds(caller.expires, step.at) > 0) {
      tell("expired_session_calls_nothing");
    }
    const { session } = step;
    if (!session || !chains(scenario, step, caller)) continue;
    if (seconds(session.issued, session.expires) > 3600) {
      tell("chained_session_never_exceeds_one_hour");
    }
    const held = caller?.tags.filter(({ transitive }) => transitive) ?? [];
    const same = (one) => (other) => other.transitive && other.key === one.key && other.value === one.value;
    if (!held.every((tag) => session.tags.some(same(tag)))) {
      tell("transitive_tags_never_change");
    }
    if (caller?.sourceIdentity && caller.sourceIdentity !== session.sourceIdentity) {
      tell("source_identity_never_changes");
    }
  }
  return found;
}
