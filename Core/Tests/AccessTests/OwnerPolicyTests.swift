import Access
import Authorization
import Foundation
import Testing

/// What the owner's policies can and can't do beside the shipped ones.
@Suite("Policies of the owner's")
struct OwnerPolicyTests {
  let model: AccessModel

  init() throws { model = try AccessModel() }

  private func file(_ name: String, _ text: String) -> PolicyFile {
    PolicyFile(name: name, text: Array(text.utf8))
  }

  private static let widest = "@id(\"all\") permit (principal, action, resource);"

  @Test("a permit of everything removes no guard: step-up, safety, break-glass with a reason, who audits")
  func guards() throws {
    let decider = try SamplePlant.decider(
      [
        SamplePlant.person("nobody", roles: []),
        SamplePlant.person("both", roles: ["auditor", "ot-engineer"]),
      ], owner: [file("own.cedar", Self.widest)])
    func allows(_ who: Text, _ action: Text, _ what: EntityUID, _ told: Circumstances) -> Bool {
      decider.allows(SamplePlant.person(who), action, what, told)
    }
    #expect(allows("operator", "viewLedger", SamplePlant.site, SamplePlant.usual), "it widens")
    #expect(!allows("operator", "beginContainment", SamplePlant.site, SamplePlant.usual))
    var circumstances = SamplePlant.best(for: SamplePlant.safetyController)
    #expect(allows("operator", "program", SamplePlant.safetyController, circumstances))
    circumstances.approvals = []
    #expect(!allows("operator", "program", SamplePlant.safetyController, circumstances))
    circumstances = SamplePlant.usual
    circumstances.breakGlass = true
    #expect(!allows("nobody", "read", SamplePlant.plc, circumstances), "no reason was given")
    circumstances = SamplePlant.usual
    circumstances.posture.isEnrolled = false
    #expect(!allows("operator", "read", SamplePlant.plc, circumstances))
    #expect(!allows("both", "write", SamplePlant.plc, SamplePlant.best(for: SamplePlant.plc)))
    #expect(!allows("vendor", "viewLedger", SamplePlant.site, SamplePlant.best(for: SamplePlant.plc)))
  }

  @Test("who may change policies they neither widen nor take away")
  func settled() throws {
    let best = SamplePlant.best(for: SamplePlant.plc)
    let nobodyMay = "forbid (principal, action, resource);"
    for text in [
      Self.widest, nobodyMay, Self.widest + nobodyMay,
      "forbid (principal is User, action, resource) when"
        + " { context.minuteOfDay * 9223372036854775807 > 0 };",
    ] {
      let decider = try SamplePlant.decider(owner: [file("own.cedar", text)])
      let policy = EntityUID("Policy", "policy-1")
      for role in model.roles {
        let may = decider.allows(SamplePlant.person(role), "changePolicies", policy, best)
        #expect(may == (role == "plant-manager"), "\(role): \(text)")
      }
      var old = best
      old.stepUpAge = nil
      #expect(!decider.allows(SamplePlant.person("plant-manager"), "changePolicies", policy, old))
      old = best
      old.reason = nil
      #expect(!decider.allows(SamplePlant.person("plant-manager"), "changePolicies", policy, old))
    }
  }

  @Test(
    "a set that is not of use is refused whole, with the place",
    arguments: [
      (
        "own.cedar", "permit (principal, action, resource)\nwhen { principal.shoeSize == 1 };",
        "own.cedar: line 2, column "
      ),
      ("own.cedar", "permit (principal, action);", "own.cedar: line 1, column "),
      (
        "own.cedar", "permit (principal, action, resource)\nwhen { \"a\u{202E}b\" == \"\" };",
        "own.cedar: line 2: the character U+202E"
      ),
      (
        "own.cedar", "// \u{1B}[2J\npermit (principal, action, resource);",
        "own.cedar: line 1: the character U+1B"
      ),
      ("own.cedar", "\n@id(\"\") permit (principal, action, resource);", "own.cedar: line 2: an id"),
      ("own.cedar", "@id(\"two words\") permit (principal, action, resource);", "own.cedar: line 1: an id"),
      (
        "own.cedar",
        "forbid (principal, action in [Action::\"write\", Action::\"changePolicies\"], resource);",
        "own.cedar: line 1: changePolicies is decided by the shipped policies alone"
      ),
      (
        "own.cedar", "forbid (principal, action in Action::\"settled\", resource);",
        "own.cedar: line 1: settled"
      ),
      ("guards.cedar", Self.widest, "guards.cedar: a shipped file has this name"),
      ("../own.cedar", Self.widest, "../own.cedar: a file's name has"),
      (".cedar", Self.widest, ".cedar: a file's name has"),
      ("own.txt", Self.widest, "own.txt: a file's name has"),
    ])
  func refused(name: String, text: String, words: String) {
    #expect {
      try OwnerPolicies.read(
        [file("a.cedar", "permit (principal, action, resource);"), file(name, text)], by: model)
    } throws: { "\($0)".hasPrefix(words) }
  }

  @Test("files, octets and policies have limits, each reached and passed by one")
  func limits() throws {
    let few = "permit (principal == User::\"a\", action, resource);"
    func files(_ count: Int) -> [PolicyFile] { (0..<count).map { file("f\($0).cedar", few) } }
    #expect(throws: Never.self) { try OwnerPolicies.read(files(OwnerPolicies.fileLimit), by: model) }
    #expect { try OwnerPolicies.read(files(OwnerPolicies.fileLimit + 1), by: model) } throws: {
      "\($0)".hasSuffix(": more than 64 files")
    }
    let comment = "//" + String(repeating: "x", count: OwnerPolicies.octetLimit - 2)
    #expect(throws: Never.self) { try OwnerPolicies.read([file("own.cedar", comment)], by: model) }
    #expect { try OwnerPolicies.read([file("own.cedar", comment + "x")], by: model) } throws: {
      "\($0)".hasPrefix("own.cedar: more than 262144 octets")
    }
    let short = "permit(principal,action==Action::\"read\",resource);\n"
    func many(_ count: Int) -> PolicyFile { file("own.cedar", String(repeating: short, count: count)) }
    #expect(try OwnerPolicies.read([many(OwnerPolicies.policyLimit)], by: model).set.files.count == 1)
    #expect { try OwnerPolicies.read([many(OwnerPolicies.policyLimit + 1)], by: model) } throws: {
      "\($0)" == "own.cedar: line 1001: more than 1000 policies"
    }
  }

  @Test("the sample that keeps administrators out of managers' accounts does, and nothing else")
  func resets() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Samples/access/resets.cedar")
    let sample = PolicyFile(name: "resets.cedar", text: Array(try Data(contentsOf: path)))
    #expect(try OwnerPolicies.read([sample], by: model).set.files.count == 1)
    let decider = try SamplePlant.decider(owner: [sample])
    let administrator = SamplePlant.person("it-administrator")
    let best = SamplePlant.best(for: SamplePlant.plc)
    for role in model.roles where role != "it-administrator" {
      let may = decider.allows(administrator, "resetCredentials", SamplePlant.person(role), best)
      #expect(may == (role != "plant-manager" && role != "auditor"), "\(role)")
    }
    var sealed = best
    sealed.breakGlass = true
    let manager = SamplePlant.person("plant-manager")
    #expect(decider.allows(administrator, "resetCredentials", manager, sealed))
  }
}
