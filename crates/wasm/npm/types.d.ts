/** Something wrong with a text that was given, and where. */
export interface Problem {
  /** The path of the member: `accounts[1].Roles[0].MaxSessionDuration`. */
  path: string;
  /** From 1. */
  line: number;
  /** Character within the line, from 1. */
  column: number;
  message: string;
  /** The way out. */
  help?: string;
}

/** What is thrown for a text that is no scenario, no case or no share link; `isUnreadable` tells it from anything else. */
export interface Unreadable {
  /** The name of the case, where it could be read. */
  name?: string;
  /** What is wrong with a share link; absent for anything else. */
  link?: "version" | "damaged" | "tooLarge" | "scenario";
  /** Which of the two texts of `mergeScenario` it is; absent for anything else. */
  merging?: "base" | "piece";
  /** Everything that is wrong. */
  errors: Problem[];
}

/** The policy types that have a say, as AWS lists them. */
export type PolicyType =
  | "identity"
  | "trust"
  | "resource"
  | "permissionsBoundary"
  | "session"
  | "serviceControl"
  | "resourceControl"
  | "vpcEndpoint";

/** What an authorization came to. */
export type Decision = "allowed" | "explicitDeny" | "implicitDeny";

/** A place in one of the documents. `start` and `end` count as JavaScript's strings do. */
export interface Place {
  /** Number of the document. */
  document: number;
  start: number;
  end: number;
  /** From 1. */
  line: number;
  /** Character within the line, from 1. */
  column: number;
}

/** What `simulate` gives. */
export interface Outcome {
  version: 1;
  title: string;
  teaches?: string;
  /** Whether every `expect` of the scenario holds. */
  meetsExpectations: boolean;
  /** Who begins. */
  start: Caller;
  steps: Step[];
  /** Every policy that a step needed, by number, as it stood then. */
  documents: PolicyDocument[];
}

/** One step of the scenario. */
export interface Step {
  id: string;
  /** From 1. */
  number: number;
  title?: string;
  /** ISO 8601, UTC. */
  at: string;
  /** As policies name it: `sts:AssumeRole`. */
  action: string;
  /** Whether it mints a session when it succeeds. */
  isHop: boolean;
  /** Whether it is a change of the world by its administrator. */
  isChange: boolean;
  /** Absent when the caller was never minted, and for changes. */
  caller?: Caller;
  target: Target;
  result: Result;
  narration: Narration;
  /** In the service's order. */
  checks: Check[];
  authorizations: Authorization[];
  minted?: Minted;
  answer?: Answer;
  /** What the service answers to a call that succeeded, in AWS's own spelling. */
  response?: Record<string, JsonValue>;
  limits?: Limits;
  /** Where an expectation does not hold; absent where nothing is expected. */
  differences?: Difference[];
}

/** Any JSON. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

/** What a step is about. */
export type Target =
  | { type: "role"; arn: string }
  | { type: "resource"; arn: string }
  | { type: "caller" }
  | { type: "federatedUser"; name: string }
  | { type: "world"; name: string };

/** How a step ended. */
export type Result =
  | { type: "succeeded" }
  | {
      type: "refused";
      /** The call that was refused, as the service names it. */
      operation: string;
      error: { code: string; status: number; message: string };
      cause: Cause;
    }
  /** An earlier step, `needs`, did not mint the caller. */
  | { type: "notReached"; needs: string }
  /** A document cannot be read; without one, a signature cannot be checked. */
  | { type: "undecided"; document?: number };

/** Why the service refuses, with the data of the reason. */
export type Cause =
  | { type: "authorization"; /** Index into the step's authorizations. */ authorization: number }
  | { type: "expired"; expired: string }
  | { type: "parameters" }
  | { type: "callerKind" }
  | { type: "regionDisabled"; region: string; accountId: string }
  | { type: "mfaDevice"; serialNumber: string }
  | { type: "mfaCode"; serialNumber: string; expected?: string }
  | { type: "mfaIncomplete" }
  | { type: "noSuchRole"; role: string; nearest?: string }
  | { type: "otherPartition" }
  | { type: "tags" }
  | { type: "sourceIdentity"; held: string; asked: string }
  | { type: "chaining"; asked: number; roleMaximum: number }
  | { type: "roleMaximum"; asked: number; roleMaximum: number }
  | { type: "sessionPolicy"; document?: number }
  | { type: "sessionPolicyArn"; arn: string }
  | { type: "tooLarge"; percent: number }
  | { type: "deletedUser"; user: string }
  | { type: "identityToken" }
  | { type: "providerSignature" }
  | { type: "sessionTokenWithoutMfa" }
  | { type: "obstacle"; obstacle: Obstacle }
  | { type: "change"; document?: number };

/** What else stands in a call's way. */
export type Obstacle =
  | "globalEndpoint"
  | "rootSessionsOff"
  | "notAdministrator"
  | "notAMember"
  | "noRootTask"
  | "keyTellsNoAccount"
  | "messageNotValid"
  | "outboundFederationOff"
  | "outlivesSession"
  | "payloadTooLarge"
  | "unknownAlgorithm"
  | "tradeInTokenExpired"
  | "approverGone"
  | "passedAcrossAccounts"
  | "serviceLinkedRole"
  | "identityCenterRole";

/** Who somebody is. */
export interface Principal {
  kind:
    | "root"
    | "user"
    | "roleSession"
    | "federatedUser"
    | "service"
    | "webIdentity"
    | "saml"
    | "anonymous";
  credentials:
    | "longTerm"
    | "sessionToken"
    | "roleSession"
    | "federationToken"
    | "rootSession"
    | "delegatedAccess"
    | "none";
  /** How messages call it. */
  displayArn: string;
  /** The user or the role. */
  arn?: string;
  accountId?: string;
  accountName?: string;
  uniqueId?: string;
}

/** Who calls, with what. */
export interface Caller extends Principal {
  isStart: boolean;
  /** Id of the step that minted the session. */
  mintedBy?: string;
  session?: Session;
}

/** The call that made a session. */
export type SessionKind =
  | "AssumeRole"
  | "AssumeRoleWithSAML"
  | "AssumeRoleWithWebIdentity"
  | "service"
  | "GetSessionToken"
  | "GetFederationToken"
  | "AssumeRoot"
  | "GetDelegatedAccessToken";

/** What temporary credentials stand for. */
export interface Session {
  madeBy: SessionKind;
  name: string;
  userId: string;
  /** ISO 8601, UTC. */
  issued: string;
  /** ISO 8601, UTC. */
  expires: string;
  seconds: number;
  /** What its length came from. */
  bound: "default" | "asked" | "assertion" | "clamped" | "given" | "consoleSession";
  tags: { key: string; value: string; transitive: boolean; inherited: boolean }[];
  sourceIdentity?: string;
  /** `missing` where the key is not in its requests at all. */
  mfa: "true" | "false" | "missing";
  mfaAt?: string;
  policy?: string;
  policyArns: string[];
  deliveredBy?: string;
}

/** A session and its credentials, which are made up and open nothing. */
export interface Minted {
  principal: Principal;
  session: Session;
  credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken: string;
    expiration: string;
  };
  /** Percent. */
  packedPolicySize?: number;
}

/** Of a call that mints nothing. */
export type Answer =
  | { type: "decodedMessage"; decodedMessage: string }
  | { type: "accessKey"; accountId: string }
  | { type: "webIdentityToken"; token: string; expiration: string };

/** Durations of a call that makes a session of a role, in seconds. */
export interface Limits {
  asked?: number;
  roleMaximum?: number;
  chained: boolean;
  granted?: number;
}

/** An expectation that does not hold. */
export interface Difference {
  field: string;
  expected: string;
  actual: string;
}

/** One thing that the service looks at. */
export interface Check {
  kind:
    | "credentials"
    | "parameters"
    | "callerKind"
    | "mfa"
    | "role"
    | "authorization"
    | "tagsAndSourceIdentity"
    | "duration"
    | "sessionPolicy"
    | "availability"
    | "content"
    | "mint";
  status: "passed" | "failed" | "notApplicable" | "notMade";
  /** Index into the step's authorizations. */
  authorization?: number;
  /** Prose for people; it may change with any version. */
  name: string;
  /** Prose for people; it may change with any version. */
  fact: string;
}

/** One action asked of one resource. */
export interface Authorization {
  action: string;
  resource: string;
  /** Why it is asked. */
  trigger:
    | "call"
    | "tagsPassed"
    | "tagsInherited"
    | "sourceIdentityPassed"
    | "sourceIdentityInherited"
    | "contextsProvided"
    | "rolePassed";
  decision: Decision;
  blockedBy: PolicyType[];
  /** The one that the service's message is about. */
  named?: PolicyType;
  sameAccount: boolean;
  /** Names of the organization's levels, root first. */
  callerLevels: string[];
  resourceLevels: string[];
  context: ContextEntry[];
  /** Ids of the nodes that decide. */
  deciding: number[];
  explanation?: Node;
}

/** A condition key of the request. One that is not listed is missing. */
export interface ContextEntry {
  key: string;
  values: string[];
}

/** A node of the explanation; ids are the same whenever the scenario is the same. */
export type Node = NodeKind & {
  id: number;
  finding: Finding;
  /** Prose for people; it may change with any version. */
  name: string;
  /** Prose for people; it may change with any version. */
  fact: string;
  place?: Place;
  children?: Node[];
};

/** What a node stands for. */
export type NodeKind =
  | { type: "authorization" | "callerSide" | "resourceSide" | "policy" }
  | { type: "layer"; policyType: PolicyType }
  | { type: "level"; /** Root 0. */ index: number }
  | { type: "statement"; index: number; effect?: "Allow" | "Deny" }
  | { type: "principal" | "action" | "resource"; negated: boolean }
  | { type: "condition"; index: number; operator: string; key: string }
  | { type: "value"; index: number };

/** What a node came to. */
export type Finding =
  | { type: "matched" }
  | { type: "notMatched"; mismatch: Mismatch }
  | { type: "allows"; grant: "unranked" | "account" | "roleArn" | "direct" | "service" | "federated" }
  | { type: "denies" }
  | { type: "silent" }
  | { type: "notApplicable"; reason: NotApplicable };

/** Why a value, an element or a statement does not fit. */
export type Mismatch =
  | "missingKey"
  | "different"
  | "letterCase"
  | "severalValues"
  | "notAllCovered"
  | "emptyList"
  | "variableMissing"
  | "policyValueUnreadable"
  | "requestValueUnreadable"
  | "negatedAndFits"
  | "keyPresent"
  | "unknownOperator"
  | "otherAction"
  | "otherResource"
  | "otherPrincipal"
  | "otherUniqueId"
  | "otherKindOfCaller"
  | "excluded"
  | "allowWithNotPrincipal"
  | "incomplete"
  | "element";

/** Why a policy type has no say. */
export type NotApplicable =
  | "noneAttached"
  | "noOrganization"
  | "switchedOff"
  | "managementAccount"
  | "serviceLinkedRole"
  | "unsupportedService"
  | "serviceCaller"
  | "unsignedCaller"
  | "rootUser"
  | "bucketOwner"
  | "namedDirectly"
  | "notReached"
  | "noEndpoint";

/** What a person reads about a step. Prose may change with any version. */
export interface Narration {
  /** What happened and why. */
  cause: string;
  /** What one can do. */
  remedy?: string;
  /** What the command line prints. */
  cliMessage?: {
    text: string;
    status: number;
    namesTheCause: boolean;
    /** What the message does not say. */
    leavesOut?: string;
  };
  decidingFact?: DecidingFact;
}

/** The one fact that decides. */
export type DecidingFact =
  | { type: "limit"; title: string; asked: number; roleMaximum?: number; cap: number; note: string }
  | {
      type: "statement";
      title: string;
      /** Number of the document. */
      document: number;
      /** Index into the step's authorizations. */
      authorization: number;
      /** Id of the statement's node. */
      node: number;
      elements: { name: string; value: string; matched: boolean; reason: string; node: number }[];
      comparison?: {
        key: string;
        /** `null` where the key is missing. */
        actual: string | null;
        wanted?: string;
        liftsADeny: boolean;
      };
      note?: string;
    }
  | { type: "absence"; title: string; note: string };

/** What `explain` gives: the sentences of a step. */
export interface Explained {
  id: string;
  /** From 1. */
  number: number;
  title?: string;
  result: Result["type"];
  narration: Narration;
}

/** Something wrong with a policy document. */
export interface Diagnostic {
  severity: "error" | "securityWarning" | "warning" | "suggestion";
  code: string;
  message: string;
  help?: string;
  /** The service's own words where it would not save the document. */
  refusal?: string;
  place: Place;
}

/** A policy as it stood when a step needed it. */
export interface PolicyDocument {
  number: number;
  policyType: PolicyType;
  name: string;
  address: Address;
  text: string;
  diagnostics: Diagnostic[];
}

/** Where a document stands in the scenario. */
export type Address =
  | { type: "trust"; accountId: string; role: string }
  | { type: "rolePolicy"; accountId: string; role: string; policy: string }
  | { type: "userPolicy"; accountId: string; user: string; policy: string }
  | { type: "groupPolicy"; accountId: string; group: string; policy: string }
  | { type: "managed"; arn: string }
  | { type: "builtIn"; name: string }
  | { type: "organization"; name: string }
  | { type: "resource"; arn: string }
  | { type: "stepSession"; step: string }
  | { type: "startSession" }
  | { type: "change"; step: string }
  | { type: "loose"; field: string };

/** What `checkPolicy` gives. */
export interface Checked {
  /** What the document was read as. */
  policyType: PolicyType;
  /** Whether the service would not save it. */
  refused: boolean;
  diagnostics: Diagnostic[];
}

/** What `events` gives, in CloudTrail's own spelling. */
export interface Events {
  Records: Record<string, JsonValue>[];
}

/** What `sessions` gives. */
export interface Sessions {
  version: 1;
  sessions: {
    /** Id of a step; absent for the session that the scenario begins with. */
    mintedBy?: string;
    issued: string;
    expires: string;
    seconds: number;
    boundedBy:
      | "default"
      | "asked"
      | "roleMaximum"
      | "chaining"
      | "assertion"
      | "rootUser"
      | "operation"
      | "given"
      | "consoleSession";
    /** Seconds. */
    longest?: number;
    /** The steps that call with it, and the seconds left then. */
    uses: { step: string; left: number }[];
  }[];
  steps: { id: string; holds: Holds; origin?: Origin }[];
}

/** Until when a step would still succeed if it came later. */
export type Holds =
  | { type: "notNow" }
  | { type: "always" }
  | { type: "until"; moment: string; seconds: number; sessionEnds: boolean }
  | { type: "unknown" };

/** Who was behind a call. */
export interface Origin {
  who:
    | { type: "user"; arn: string }
    | { type: "root"; arn: string }
    | { type: "service"; name: string; workload?: string }
    | { type: "federated"; provider: string; subject: string }
    | { type: "given"; arn: string }
    | { type: "anonymous" };
  sourceIdentity?: string;
  /** The latest first. */
  links: { step: string; madeBy: SessionKind; session: string }[];
}

/** A document of a loose case: an object, or its text. */
export type LooseDocument = string | { [name: string]: JsonValue };

/** The policies of a loose case. */
export interface LooseDocuments {
  identityPolicies?: LooseDocument[] | null;
  resourcePolicy?: LooseDocument | null;
  permissionsBoundary?: LooseDocument | null;
  sessionPolicies?: LooseDocument[] | null;
  /** Levels from the root down. */
  serviceControlPolicies?: LooseDocument[][] | null;
  /** Levels from the root down. */
  resourceControlPolicies?: LooseDocument[][] | null;
  vpcEndpointPolicies?: LooseDocument[] | null;
  managementAccount?: string | null;
  assumptions?: Partial<Assumptions> | null;
}

/** Switches for points where AWS's own documents differ. */
export interface Assumptions {
  tagSessionCarriesExternalId: boolean;
  sessionTokenChains: boolean;
  roleSessionMfa: "fromUserSession" | "never";
  requestTagsIncludeInherited: boolean;
  transitiveTagsHideResourceTags: boolean;
  denialReasons: "callerSide" | "all" | "none";
  denyingPolicyNamed: boolean;
  longerLimitNamedFirst: "chaining" | "role";
  sourceIdentityNeedsIdentityAllow: boolean;
  multivaluedKeyWithoutQualifier: "noMatch" | "anyValue";
  wildcardPrincipalCoversServices: "denyOnly" | "never" | "always";
  unparsableValueSatisfiesNegation: boolean;
  middleStarCrossesColons: boolean;
  forAnyValueIfExistsWhenMissing: boolean;
  emptyStringIsPresent: boolean;
  expiredAtExpiration: boolean;
}

/** A value of a condition key. */
export type ContextValue = string | number | boolean;

/** The request of a loose case. */
export interface LooseRequest {
  name?: string | null;
  principal: string;
  Action: string;
  Resource?: string | null;
  resourceAccount?: string | null;
  /** `null` takes a key out of the request. */
  context?: { [key: string]: ContextValue | ContextValue[] | null } | null;
  rolePath?: string | null;
  uniqueId?: string | null;
  federatingUser?: string | null;
  serviceLinkedRole?: boolean | null;
}

/** A case of loose policies. */
export interface LooseCase extends LooseRequest, LooseDocuments {}

/** What `verdict` gives. */
export interface Verdict {
  name?: string;
  decision: Decision;
  blockedBy: PolicyType[];
  named?: PolicyType;
  sameAccount: boolean;
  /** Documents that the service would refuse to save; they count all the same. */
  refusedOnSave: {
    document: number;
    /** The path in the case. */
    field: string;
    policyType: PolicyType;
    code: string;
    words: string;
    place: Place;
  }[];
}

/** What `authorize` gives. */
export interface AuthorizeAnswer extends Verdict {
  message?: { code: string; status: number; text: string };
  cause: string;
  context: ContextEntry[];
  deciding: number[];
  explanation?: Node;
  documents: {
    number: number;
    /** The path in the case; empty for one that is implied. */
    field: string;
    policyType: PolicyType;
    name: string;
    text: string;
    diagnostics: Diagnostic[];
  }[];
}

/** How a chain is drawn. */
export interface DiagramOptions {
  /** Units of the canvas; the density follows from it. */
  width?: number;
  theme?: "light" | "dark";
}

/** A scenario of the gallery. */
export interface Example {
  name: string;
  title: string;
  teaches?: string;
  text: string;
}

/**
 * Answers a case of loose policies, each of several, or the JSON text of either.
 *
 * One case that cannot be answered throws `Unreadable`; among several, that stands in its place.
 */
export function authorize(given: LooseCase): AuthorizeAnswer;
export function authorize(given: LooseCase[]): (AuthorizeAnswer | Unreadable)[];
export function authorize(given: string): AuthorizeAnswer | (AuthorizeAnswer | Unreadable)[];

/** As `authorize`, without the explanation. */
export function verdict(given: LooseCase): Verdict;
export function verdict(given: LooseCase[]): (Verdict | Unreadable)[];
export function verdict(given: string): Verdict | (Verdict | Unreadable)[];
