import Access
import Authorization
public import Identity
public import IdentityRecords

/// What a site keeps: nobody reaches it without a passage.
public struct SiteStores: Sendable {
  private let identities: People
  private let machines: Devices
  private let accounts: any PeopleStore
  private let devices: any DeviceStore
  private let copier: any SiteCopier
  private let keys: any SiteKeys
  private let upgrade: any SiteUpgrade
  private let policies: SitePolicies
  private let exchange: any LedgerExchange

  public init(
    identities: People, machines: Devices, accounts: any PeopleStore, devices: any DeviceStore,
    copier: any SiteCopier, keys: any SiteKeys, upgrade: any SiteUpgrade, policies: SitePolicies,
    exchange: any LedgerExchange
  ) {
    self.identities = identities
    self.machines = machines
    self.accounts = accounts
    self.devices = devices
    self.copier = copier
    self.keys = keys
    self.upgrade = upgrade
    self.policies = policies
    self.exchange = exchange
  }

  func identities(_ passage: Passage) -> People { identities }
  func machines(_ passage: Passage) -> Devices { machines }
  func accounts(_ passage: Passage) -> any PeopleStore { accounts }
  func devices(_ passage: Passage) -> any DeviceStore { devices }
  func copier(_ passage: Passage) -> any SiteCopier { copier }
  func keys(_ passage: Passage) -> any SiteKeys { keys }
  func upgrade(_ passage: Passage) -> any SiteUpgrade { upgrade }
  func policies(_ passage: Passage) -> SitePolicies { policies }
  func exchange(_ passage: Passage) -> any LedgerExchange { exchange }
}

extension SiteStores {
  /// Who somebody is has to be found out before anything can be decided: what only proves identity needs no
  /// passage, and ``Site`` records it.
  var proving: People { identities }
  var provingDevices: Devices { machines }

  /// The certificate that a device shows, judged.
  func judge(certificate: [UInt8]) throws(IdentityError) -> DeviceFacts { try machines.judge(certificate) }

  /// A listener's own certificate: it opens nothing, and whoever wants one has the folder's keys.
  func serverCertificate(names: [String], addresses: [[UInt8]]) throws(IdentityError) -> ServerCertificate {
    try machines.serverCertificate(names: names, addresses: addresses)
  }

  /// The account that a user of the operating system is bound to.
  func account(systemUser: String) throws(StoreError) -> Account? {
    try accounts.account(systemUser: systemUser)
  }

  /// By which name a set would go: of octets that the caller brought.
  func policyDigest(of set: OwnerPolicies) -> PolicyDigest { policies.shelf.digest(of: set) }

  /// What a decision about an action is made by.
  func deciding(_ action: Text) throws -> AccessPolicies { try policies.deciding(action) }

  var model: AccessModel { policies.model }

  func pseudonym(login: String) throws(StoreError) -> Pseudonym? {
    try accounts.account(login: login)?.pseudonym
  }

  /// What decisions read of people and devices: no name, no secret.
  func facts() throws(StoreError) -> (accounts: [Account], devices: [Device]) {
    (try accounts.accounts(), try devices.devices())
  }
}
