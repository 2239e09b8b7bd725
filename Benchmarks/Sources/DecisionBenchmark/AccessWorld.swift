import Authorization

/// A plant's people, zones and assets, and policies of who may do what, made from a seed as texts: Bulkhead
/// and its peer read the same.
struct AccessWorld {
  static let roles = 20
  static let zones = 100
  static let users = 2000
  static let verbs = ["read", "write", "start", "stop", "program", "acknowledge"]
  /// Users, assets, zones, roles, actions and one site.
  static let entityCount = 10_000

  let policies: String
  let entities: String
  let requests: [WrittenRequest]

  /// A request as JSON for the peer, and as a value.
  struct WrittenRequest {
    let json: String
    let request: Request
  }

  /// How the policies say whom they are for.
  enum Naming: String, CaseIterable {
    /// In their heads.
    case head
    /// First thing in their conditions.
    case condition
    /// Behind other conditions, where no index can use it.
    case nowhere
  }

  init(policyCount: Int, naming: Naming, requestCount: Int, seed: UInt64) {
    var random = SplitMix(state: seed)
    let assets = Self.entityCount - Self.users - Self.zones - Self.roles - Self.verbs.count - 2
    // Which role may do what in which zone: each policy another one, by chance.
    var grants: [(role: Int, verb: Int, zone: Int)] = []
    for role in 0..<Self.roles {
      for verb in Self.verbs.indices { for zone in 0..<Self.zones { grants.append((role, verb, zone)) } }
    }
    random.shuffle(&grants)
    grants.removeSubrange(policyCount...)
    policies = grants.enumerated().map { number, grant in
      Self.policy(grant, isForbid: number % 10 == 9, naming)
    }.joined(separator: "\n")
    let roleOf = (0..<Self.users).map { _ in random.number(below: Self.roles) }
    let zoneOf = (0..<assets).map { _ in random.number(below: Self.zones) }
    entities = Self.entities(roleOf, zoneOf)
    let usersOf = Dictionary(grouping: roleOf.indices) { roleOf[$0] }
    let assetsOf = Dictionary(grouping: zoneOf.indices) { zoneOf[$0] }
    var requests: [WrittenRequest] = []
    while requests.count < requestCount {
      // Three of four ask about what some policy is for.
      let grant = grants[random.number(below: grants.count)]
      let isAny = random.number(below: 4) == 0
      guard let users = usersOf[isAny ? random.number(below: Self.roles) : grant.role],
        let assets = assetsOf[isAny ? random.number(below: Self.zones) : grant.zone]
      else { continue }
      requests.append(
        Self.request(
          user: users[random.number(below: users.count)], asset: assets[random.number(below: assets.count)],
          verb: Self.verbs[grant.verb], &random))
    }
    self.requests = requests
  }

  private static func policy(
    _ grant: (role: Int, verb: Int, zone: Int), isForbid: Bool, _ naming: Naming
  ) -> String {
    let names = [
      "principal in Role::\"role-\(grant.role)\"", "action == Action::\"\(verbs[grant.verb])\"",
      "resource in Zone::\"zone-\(grant.zone)\"",
    ]
    let effect = isForbid ? "forbid" : "permit"
    let test =
      isForbid
      ? "context.hour < 6 || !context.factors.contains(\"otp\")"
      : "context.factors.contains(\"password\") && context.hour >= 6 && context.hour < 22 "
        + "&& principal.level >= resource.level"
    switch naming {
    case .head: return "\(effect)(\(names.joined(separator: ", "))) when { \(test) };"
    case .condition:
      return
        "\(effect)(principal, action, resource) when { \(names.joined(separator: " && ")) && (\(test)) };"
    case .nowhere:
      return
        "\(effect)(principal, action, resource) when { (\(test)) && \(names.joined(separator: " && ")) };"
    }
  }

  private static func entities(_ roleOf: [Int], _ zoneOf: [Int]) -> String {
    var lines = [
      entity("Site", "plant"), entity("Role", "everyone"),
    ]
    for role in 0..<roles { lines.append(entity("Role", "role-\(role)", in: ("Role", "everyone"))) }
    for zone in 0..<zones { lines.append(entity("Zone", "zone-\(zone)", in: ("Site", "plant"))) }
    for verb in verbs { lines.append(entity("Action", verb)) }
    for (user, role) in roleOf.enumerated() {
      lines.append(entity("User", "user-\(user)", "\"level\": \(user % 5)", in: ("Role", "role-\(role)")))
    }
    for (asset, zone) in zoneOf.enumerated() {
      lines.append(entity("Asset", "asset-\(asset)", "\"level\": \(asset % 4)", in: ("Zone", "zone-\(zone)")))
    }
    return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }

  private static func entity(
    _ type: String, _ id: String, _ attributes: String = "", in parent: (type: String, id: String)? = nil
  ) -> String {
    let parents = parent.map { "{\"type\": \"\($0.type)\", \"id\": \"\($0.id)\"}" } ?? ""
    return """
      {"uid": {"type": "\(type)", "id": "\(id)"}, "attrs": {\(attributes)}, "parents": [\(parents)]}
      """
  }

  private static func request(
    user: Int, asset: Int, verb: String, _ random: inout SplitMix
  ) -> WrittenRequest {
    let hour = random.number(below: 24)
    let factors = random.number(below: 3) == 0 ? ["password"] : ["password", "otp"]
    let list = factors.map { "\"\($0)\"" }.joined(separator: ", ")
    let json = """
      {"principal": "User::\\"user-\(user)\\"", "action": "Action::\\"\(verb)\\"", \
      "resource": "Asset::\\"asset-\(asset)\\"", "context": {"factors": [\(list)], "hour": \(hour)}}
      """
    return WrittenRequest(
      json: json,
      request: Request(
        principal: EntityUID("User", Text("user-\(user)")), action: EntityUID("Action", Text(verb)),
        resource: EntityUID("Asset", Text("asset-\(asset)")),
        context: ["factors": .set(Set(factors.map { .string(Text($0)) })), "hour": .long(Int64(hour))]))
  }
}

/// Numbers from a seed.
struct SplitMix {
  var state: UInt64

  mutating func number(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(bound))
  }

  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for at in elements.indices.reversed() { elements.swapAt(at, number(below: at + 1)) }
  }
}
