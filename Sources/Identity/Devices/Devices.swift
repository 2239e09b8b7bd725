public import IdentityRecords

/// Everything about devices: the site's certificate authority, enrolment, renewal, revocation and tokens.
public struct Devices: Sendable {
  let site: String
  let store: any DeviceStore & CredentialStore
  public let rules: IdentityRules
  let surroundings: Surroundings

  public init(
    site: String, store: any DeviceStore & CredentialStore, rules: IdentityRules = IdentityRules(),
    surroundings: Surroundings
  ) {
    self.site = site
    self.store = store
    self.rules = rules
    self.surroundings = surroundings
  }
}
