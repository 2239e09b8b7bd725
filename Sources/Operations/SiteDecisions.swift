import Access
public import Authorization
import IdentityRecords
import Vocabulary

/// Decisions by a site's policies, people and devices as they are at this moment: an account that ended a
/// moment ago may do nothing now, and policies that were just put in place decide.
public struct SiteDecisions: Sendable {
  private let site: EntityUID
  private let stores: SiteStores
  /// Zones, machines and what else the decision reads beside people and devices.
  private let plant: [Entity]

  public init(site name: String, stores: SiteStores, plant: [Entity] = []) {
    site = EntityUID("Site", Text(name))
    self.stores = stores
    self.plant = plant
  }

  var model: AccessModel { stores.model }

  /// What answers whether an act is allowed.
  ///
  /// - Throws: ``PolicyFault`` where the owner's policies are of no use
  func decider(of act: Act) throws -> AccessDecider {
    let policies = try stores.deciding(act.action)
    let known = try stores.facts()
    var facts = [Entity(site)] + plant
    for account in known.accounts { facts.append(person(account)) }
    for device in known.devices where device.ended == nil {
      facts.append(Entity(EntityUID("Device", Text(device.id)), parents: [site]))
      if let program = program(device) { facts.append(program) }
    }
    if act.resource.type == "Policy" { facts.append(Entity(act.resource, parents: [site])) }
    return try AccessDecider(model: model, policies: policies, facts: facts)
  }

  private func program(_ device: Device) -> Entity? {
    device.principal.map { uid in
      let sites: [Text: Value] = device.program == .service ? ["sites": .set([.entity(site)])] : [:]
      return Entity(uid, attributes: sites, parents: [site])
    }
  }

  /// An account that is not active has no role: what it may do is nothing.
  private func person(_ account: Account) -> Entity {
    let zones = account.zones.map { Value.entity(EntityUID("Zone", Text($0))) }
    var attributes: [Text: Value] = ["sites": .set([.entity(site)]), "zones": .set(Set(zones))]
    if let expires = account.expires {
      attributes["expires"] = .datetime(Datetime(milliseconds: expires.nanoseconds / 1_000_000))
    }
    let roles = account.state == .active ? account.roles.map { EntityUID("Role", Text($0)) } : []
    return Entity(
      EntityUID("User", Text(account.pseudonym.text)), attributes: attributes,
      parents: Set(roles).union([site]))
  }
}
