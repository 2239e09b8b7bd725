import Access
import Authorization

/// The page of roles: what each may do on a usual day, and what it takes otherwise.
struct RolePage {
  static let path = "Documentation/roles.md"
  let decider: AccessDecider

  /// The actions that machines are asked for, by how they are granted; then the rest one by one.
  private static let machines: [(title: String, actions: [Text])] = [
    ("connect, authenticate, browse, identify, read, signal", ["read"]), ("write, operate", ["write"]),
    ("transfer", ["transfer"]), ("setMode, configure, update", ["setMode"]), ("program", ["program"]),
  ]
  private static let assets: [(title: String, asset: EntityUID)] = [
    ("at level 2 and below, in one's own zone", SamplePlant.plc),
    ("of a safety system", SamplePlant.safetyController),
    ("at level 3 and above, outside one's own zones", SamplePlant.historian),
  ]

  var text: String {
    var text = """
      # Roles

      What each role may do, found by asking the shipped policies (`Core/Sources/Access/Policies`); a test
      holds this page to them. Asked for: a person of the site, signed in a minute ago with a password, from
      an enrolled, patched device in its place, on shift. `yes` means allowed then; other words say what it
      takes beside that; an empty field means that nothing a person can give makes it allowed.

      - **step-up**: a second factor or a certificate, given within the last five minutes
      - **order**: an open work order for this machine
      - **agreement**: somebody else agreed to this one act
      - **reason**: a reason that is written down
      - **zone**: the account runs the machine's zone

      """
    for (title, asset) in Self.assets {
      text += "\n## Machines \(title)\n\n\(head("verb"))"
      for row in Self.machines { text += line(row.title, row.actions, [asset]) }
    }
    text += "\n## Bulkhead itself\n\n\(head("action"))"
    let verbs = ["observing", "running", "engineering"].map { Text($0) }
    for action in decider.model.actionNames
    where !verbs.contains(where: { decider.model.belongs(action, to: $0) }) {
      guard action != "reportObservations", let resources = decider.model.action(action)?.resources else {
        continue
      }
      text += line("`\(action)`", [action], resources.compactMap { SamplePlant.sample(of: $0) })
    }
    return text + "\n" + """
      Whoever opens the sealed code (break-glass) may do what machines are asked for, safety systems excepted,
      handle cases and keep accounts and devices, with a reason; every such act is told loudly. A role grants
      nothing at a site where the account does not work.

      """
  }

  private func head(_ first: String) -> String {
    let roles = decider.model.roles
    return "| \(first) |" + roles.map { " \($0) |" }.joined() + "\n|---|"
      + roles.map { _ in "---|" }.joined() + "\n"
  }

  private func line(_ title: String, _ actions: [Text], _ resources: [EntityUID]) -> String {
    let cells = decider.model.roles.map { role in
      let words = Set(actions.flatMap { action in resources.map { cell(role, action, $0) } })
      return " \(words.sorted().joined(separator: "; ")) |"
    }
    return "| \(title) |\(cells.joined())\n"
  }

  private func cell(_ role: Text, _ action: Text, _ resource: EntityUID) -> String {
    let question = AccessQuestion(
      principal: SamplePlant.person(role), action: action, resource: resource,
      circumstances: SamplePlant.usual)
    if decider.answer(question).isAllowed { return "yes" }
    let ways = decider.ways(for: question, proposingRoles: false)
    return ways.map { $0.map(word).joined(separator: " + ") }.joined(separator: " or ")
  }

  private func word(_ change: AccessChange) -> String {
    switch change {
    case .stepUp: "step-up"
    case .workOrder: "order"
    case .approval: "agreement"
    case .giveReason: "reason"
    case .assignZone: "zone"
    default: change.words
    }
  }
}
