import Access
import Authorization

/// A small plant with a person for each role, to ask questions about.
enum SamplePlant {
  static let site = EntityUID("Site", "works")
  static let cell = EntityUID("Zone", "cell-1")
  static let plc = EntityUID("Asset", "plc-1")
  static let safetyController = EntityUID("Asset", "sis-1")
  static let historian = EntityUID("Asset", "historian")
  static let otherSite = EntityUID("Site", "elsewhere")
  static let noon = Datetime(milliseconds: 1_795_000_000_000)

  static func person(_ role: Text) -> EntityUID { EntityUID("User", role) }

  static func decider(
    _ people: [Entity] = [], owner files: [PolicyFile] = []
  ) throws -> AccessDecider {
    let model = try AccessModel()
    let ofRoles = model.roles.map { role in person(role, roles: [role]) }
    return try AccessDecider(
      model: model, policies: AccessPolicies(ShippedPolicies.files + files, by: model),
      facts: people + ofRoles + plant)
  }

  /// Works at the site and runs cell 1; a vendor's account has an end.
  static func person(_ name: Text, roles: [Text], sites: Set<EntityUID> = [site]) -> Entity {
    var attributes: [Text: Value] = [
      "sites": .set(Set(sites.map { .entity($0) })), "zones": .set([.entity(cell)]),
    ]
    if roles.contains("vendor") {
      attributes["expires"] = .datetime(Datetime(milliseconds: noon.milliseconds + 86_400_000))
    }
    return Entity(
      person(name), attributes: attributes,
      parents: Set(roles.map { EntityUID("Role", $0) }).union(sites))
  }

  private static let plant: [Entity] = [
    Entity(site), Entity(otherSite),
    Entity(cell, attributes: ["level": .long(1)], parents: [site]),
    Entity(EntityUID("Zone", "plant-dmz"), attributes: ["level": .long(3)], parents: [site]),
    asset(plc, level: 1, in: cell), asset(safetyController, level: 1, safety: true, in: cell),
    asset(historian, level: 3, in: EntityUID("Zone", "plant-dmz")),
    Entity(EntityUID("Conduit", "office-cell-1"), parents: [site]),
    Entity(EntityUID("Case", "case-1"), parents: [cell]),
    Entity(EntityUID("Report", "report-1"), parents: [site]),
    Entity(EntityUID("Policy", "policy-1"), parents: [site]),
    Entity(EntityUID("Device", "laptop-7"), parents: [site]),
    Entity(
      EntityUID("User", "somebody"), attributes: ["sites": .set([.entity(site)]), "zones": .set([])],
      parents: [site]),
    Entity(EntityUID("Sensor", "sensor-1"), parents: [site]),
    Entity(
      EntityUID("Service", "backup"), attributes: ["sites": .set([.entity(site)])], parents: [site]),
  ]

  private static func asset(
    _ uid: EntityUID, level: Int64, safety: Bool = false, in zone: EntityUID
  ) -> Entity {
    Entity(uid, attributes: ["level": .long(level), "safety": .bool(safety)], parents: [zone])
  }

  /// Signed in a minute ago with a password, from an enrolled, sound device, on shift: a usual day.
  static var usual: Circumstances {
    var circumstances = Circumstances(time: noon, minuteOfDay: 720, weekday: 2)
    circumstances.authenticationAge = TimeSpan(milliseconds: 60_000)
    circumstances.factors = ["password"]
    circumstances.posture = Circumstances.Posture(isEnrolled: true, isPatched: true, isInPlace: true)
    circumstances.isOnShift = true
    return circumstances
  }

  /// The same with everything given that a person can give: a second factor, an order, an agreement.
  static func best(for asset: EntityUID) -> Circumstances {
    var circumstances = usual
    circumstances.factors = ["password", "totp"]
    circumstances.stepUpAge = TimeSpan(milliseconds: 60_000)
    circumstances.workOrder = Circumstances.WorkOrder(number: "4711", asset: asset, isOpen: true)
    circumstances.approvals = [EntityUID("User", "somebody")]
    circumstances.reason = "asked for by the shift"
    return circumstances
  }

  /// Something of the type that an action can be done to.
  static func sample(of type: TypeName) -> EntityUID? {
    switch type {
    case "Asset": plc
    case "Site": site
    case "Zone": cell
    case "User": EntityUID("User", "somebody")
    case "Device": EntityUID("Device", "laptop-7")
    case "Conduit": EntityUID("Conduit", "office-cell-1")
    case "Case": EntityUID("Case", "case-1")
    case "Report": EntityUID("Report", "report-1")
    case "Policy": EntityUID("Policy", "policy-1")
    default: nil
    }
  }
}

extension AccessDecider {
  func allows(
    _ principal: EntityUID, _ action: Text, _ resource: EntityUID,
    _ circumstances: Circumstances = SamplePlant.usual
  ) -> Bool {
    answer(
      AccessQuestion(
        principal: principal, action: action, resource: resource, circumstances: circumstances)
    ).isAllowed
  }
}
