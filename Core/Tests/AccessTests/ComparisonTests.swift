import Access
import Authorization
import Testing

/// What policies are said to change, and that it is what they change.
@Suite("What policies change")
struct ComparisonTests {
  let model: AccessModel

  init() throws { model = try AccessModel() }

  private func policies(_ text: String) throws -> AccessPolicies {
    try OwnerPolicies.read([PolicyFile(name: "own.cedar", text: Array(text.utf8))], by: model).all
  }

  private func rows(_ text: String) throws -> [AccessComparison.Row] {
    let shipped = try OwnerPolicies.read([], by: model).all
    return try AccessComparison(from: shipped, to: policies(text), by: model).rows
  }

  private func words(_ rows: [AccessComparison.Row]) -> [String] {
    rows.map { row in
      let when = row.when.joined(separator: "/")
      return "\(row.who) \(row.action) \(row.what) \(row.before.words)->\(row.after.words) \(when)"
    }
  }

  @Test("a permit is shown as what it widens, with what guards still ask for")
  func widens() throws {
    let told = try words(
      rows("permit (principal in Role::\"operator\", action == Action::\"setMode\", resource is Asset);"))
    #expect(
      told.contains(
        "operator setMode a machine of another zone no->step-up on a usual day/at night/on a Sunday/off shift"
      ))
    #expect(told.contains("operator setMode a machine of another zone no->step-up + order from afar"))
    #expect(
      told.contains { $0.hasPrefix("operator setMode a safety system no->step-up + order + agreement") })
    #expect(told.allSatisfy { $0.hasPrefix("operator setMode") })
  }

  @Test("a forbid is shown as what it takes, and when")
  func narrows() throws {
    let told = try words(
      rows(
        """
        forbid (principal in Role::"operator", action in Action::"running", resource in Group::"presses")
        when { context.minuteOfDay < 300 };
        """))
    #expect(
      told == [
        "operator operate a machine of Group presses yes->no at night",
        "operator write a machine of Group presses yes->no at night",
      ])
  }

  @Test("what more is asked for is told apart")
  func stricter() throws {
    let told = try words(
      rows(
        """
        forbid (principal in Role::"ot-engineer", action == Action::"program", resource is Asset)
        unless { !context.approvals.isEmpty() };
        """))
    #expect(
      told.contains(
        "ot-engineer program a machine of their zone step-up + order->step-up + order + agreement "))
  }

  @Test(
    "services, people and machines that policies name are asked about; what changes nothing shows nothing")
  func named() throws {
    let told = try words(
      rows(
        """
        permit (principal == Service::"saver", action == Action::"transfer", resource == Asset::"plc-9");
        """
      ))
    #expect(told == ["Service saver transfer Asset plc-9 no->yes "])
    #expect(
      try rows("permit (principal in Role::\"auditor\", action == Action::\"viewLedger\", resource);").isEmpty
    )
    let many = (0..<40).map {
      "permit (principal == User::\"u\($0)\", action == Action::\"viewSite\", resource);"
    }
    let shipped = try OwnerPolicies.read([], by: model).all
    let comparison = try AccessComparison(from: shipped, to: policies(many.joined()), by: model)
    #expect(comparison.unaskedCount == 8)
  }

  @Test(
    "a set under which nobody could look at the record, give roles or make the plant safe is found",
    arguments: [
      ("forbid (principal, action, resource);", "nobody could viewLedger"),
      ("forbid (principal, action == Action::\"assignRole\", resource);", "nobody but who changes policies"),
      (
        "forbid (principal in Role::\"it-administrator\", action == Action::\"assignRole\", resource);",
        "nobody but who changes policies could assignRole"
      ),
      (
        "forbid (principal in Role::\"plant-manager\", action == Action::\"assignRole\", resource);", nil
      ),
      ("forbid (principal, action in Action::\"makingSafe\", resource);", "nobody could acknowledgeCase"),
      (
        "forbid (principal, action == Action::\"exportLedger\", resource) unless { context.breakGlass };",
        "nobody could exportLedger"
      ),
      ("forbid (principal in Role::\"auditor\", action == Action::\"viewLedger\", resource);", nil),
      ("forbid (principal, action == Action::\"viewLedger\", resource) when { context.weekday > 5 };", nil),
    ] as [(String, String?)])
  func shutsOut(text: String, words: String?) throws {
    let found = try policies(text).shutsOut(by: model)
    #expect((found == nil) == (words == nil), "\(found ?? "")")
    if let words { #expect(found?.hasPrefix(words) == true, "\(found ?? "")") }
  }
}
