import Access
import Authorization
import Testing

/// What each role may and may not do. The page of roles tells all of it; these are what must never give way.
@Suite("Roles")
struct RoleTests {
  let decider: AccessDecider

  init() throws {
    decider = try SamplePlant.decider([
      SamplePlant.person("nobody", roles: []),
      SamplePlant.person("both", roles: ["auditor", "ot-engineer", "it-administrator", "plant-manager"]),
      SamplePlant.person("elsewhere", roles: ["ot-engineer"], sites: [SamplePlant.otherSite]),
      SamplePlant.person("visitor", roles: ["vendor", "security-analyst"]),
    ])
  }

  private func person(_ name: Text) -> EntityUID { SamplePlant.person(name) }

  @Test("an account without a role may do nothing")
  func nothing() {
    for action in decider.model.actionNames {
      for type in decider.model.action(action)?.resources ?? [] {
        guard let resource = SamplePlant.sample(of: type) else { continue }
        #expect(!decider.allows(person("nobody"), action, resource, SamplePlant.best(for: SamplePlant.plc)))
      }
    }
  }

  @Test("operators run their machines on shift, and never program them")
  func operators() {
    #expect(decider.allows(person("operator"), "write", SamplePlant.plc))
    var off = SamplePlant.usual
    off.isOnShift = false
    #expect(!decider.allows(person("operator"), "write", SamplePlant.plc, off))
    #expect(decider.allows(person("operator"), "read", SamplePlant.plc, off))
    #expect(!decider.allows(person("operator"), "write", SamplePlant.historian))
    for action: Text in ["program", "setMode", "configure", "update"] {
      #expect(
        !decider.allows(person("operator"), action, SamplePlant.plc, SamplePlant.best(for: SamplePlant.plc)))
    }
  }

  @Test("OT engineers program under an order for this machine, with a second factor just given")
  func engineers() {
    let engineer = person("ot-engineer")
    #expect(!decider.allows(engineer, "program", SamplePlant.plc))
    #expect(decider.allows(engineer, "program", SamplePlant.plc, SamplePlant.best(for: SamplePlant.plc)))
    #expect(
      !decider.allows(engineer, "program", SamplePlant.plc, SamplePlant.best(for: SamplePlant.historian)))
    var late = SamplePlant.best(for: SamplePlant.plc)
    late.stepUpAge = TimeSpan(milliseconds: 300_000)
    #expect(decider.allows(engineer, "program", SamplePlant.plc, late))
    late.stepUpAge = TimeSpan(milliseconds: 300_001)
    #expect(!decider.allows(engineer, "program", SamplePlant.plc, late))
    late = SamplePlant.best(for: SamplePlant.plc)
    late.posture.isPatched = false
    #expect(!decider.allows(engineer, "program", SamplePlant.plc, late))
  }

  @Test("a safety system takes two people, and no sealed code opens it")
  func safety() {
    let engineer = person("ot-engineer")
    var circumstances = SamplePlant.best(for: SamplePlant.safetyController)
    #expect(decider.allows(engineer, "program", SamplePlant.safetyController, circumstances))
    circumstances.approvals = []
    #expect(!decider.allows(engineer, "program", SamplePlant.safetyController, circumstances))
    circumstances.approvals = [engineer]
    #expect(!decider.allows(engineer, "program", SamplePlant.safetyController, circumstances))
    circumstances.approvals = [person("somebody"), engineer]
    #expect(!decider.allows(engineer, "program", SamplePlant.safetyController, circumstances))
    circumstances = SamplePlant.best(for: SamplePlant.safetyController)
    circumstances.breakGlass = true
    #expect(!decider.allows(engineer, "program", SamplePlant.safetyController, circumstances))
  }

  @Test("IT administrators work on servers and never on controllers")
  func administrators() {
    let administrator = person("it-administrator")
    let best = SamplePlant.best(for: SamplePlant.plc)
    #expect(decider.allows(administrator, "configure", SamplePlant.historian, best))
    for action: Text in ["write", "program", "setMode", "configure", "transfer"] {
      #expect(!decider.allows(administrator, action, SamplePlant.plc, best))
    }
    #expect(decider.allows(administrator, "inviteAccount", SamplePlant.site, best))
    #expect(!decider.allows(administrator, "inviteAccount", SamplePlant.site))
    #expect(!decider.allows(administrator, "viewLedger", SamplePlant.site, best))
  }

  @Test("an auditor changes nothing, whatever other roles they hold")
  func auditors() {
    let best = SamplePlant.best(for: SamplePlant.plc)
    for action: Text in ["write", "program", "update"] {
      #expect(!decider.allows(person("both"), action, SamplePlant.plc, best))
    }
    for action: Text in ["inviteAccount", "restoreBackup", "changePolicies", "applySegmentation"] {
      #expect(!decider.allows(person("both"), action, SamplePlant.site, best))
    }
    for action: Text in ["handleCase", "closeCase"] {
      #expect(!decider.allows(person("both"), action, EntityUID("Case", "case-1"), best))
    }
    #expect(!decider.allows(person("both"), "labelAsset", SamplePlant.plc, best))
    #expect(!decider.allows(person("both"), "proposeSegmentation", SamplePlant.site, best))
    #expect(decider.allows(person("both"), "exportLedger", SamplePlant.site, best))
  }

  @Test("a vendor works on the ordered machine while somebody agrees, and sees nothing else")
  func vendors() {
    let best = SamplePlant.best(for: SamplePlant.plc)
    #expect(decider.allows(person("vendor"), "program", SamplePlant.plc, best))
    #expect(!decider.allows(person("vendor"), "read", SamplePlant.historian, best))
    var alone = best
    alone.approvals = []
    #expect(!decider.allows(person("vendor"), "program", SamplePlant.plc, alone))
    #expect(!decider.allows(person("visitor"), "viewAssets", SamplePlant.site, best))
    var ended = best
    ended.time = Datetime(milliseconds: SamplePlant.noon.milliseconds + 86_400_000)
    #expect(!decider.allows(person("vendor"), "program", SamplePlant.plc, ended))
  }

  @Test("nobody acts at a site where they don't work")
  func elsewhere() {
    #expect(!decider.allows(person("elsewhere"), "read", SamplePlant.plc))
    #expect(!decider.allows(person("elsewhere"), "viewAssets", SamplePlant.site))
    #expect(decider.allows(person("elsewhere"), "viewAssets", SamplePlant.otherSite))
  }

  @Test("what is not proven helps nobody: no factor, an old proof, an unknown device")
  func proof() {
    for change: (inout Circumstances) -> Void in [
      { $0.factors = [] }, { $0.authenticationAge = TimeSpan(milliseconds: 43_200_001) },
      { $0.posture.isEnrolled = false },
    ] {
      var circumstances = SamplePlant.usual
      change(&circumstances)
      for role in decider.model.roles {
        #expect(!decider.allows(person(role), "viewSite", SamplePlant.site, circumstances))
      }
    }
  }

  @Test("the sealed code opens the site's machines from any device, with a reason")
  func breakGlass() {
    var circumstances = SamplePlant.usual
    circumstances.breakGlass = true
    circumstances.posture = Circumstances.Posture()
    circumstances.reason = "line 3 stands, nobody else is there"
    #expect(decider.allows(person("nobody"), "setMode", SamplePlant.plc, circumstances))
    #expect(!decider.allows(person("nobody"), "unmaskPerson", person("somebody"), circumstances))
    circumstances.reason = ""
    #expect(!decider.allows(person("nobody"), "setMode", SamplePlant.plc, circumstances))
  }

  @Test("nobody ends, promotes or resets themselves")
  func oneself() throws {
    let best = SamplePlant.best(for: SamplePlant.plc)
    let decider = try SamplePlant.decider([
      SamplePlant.person("admin", roles: ["it-administrator", "plant-manager"])
    ])
    for action: Text in ["endAccount", "assignRole", "assignZone", "resetCredentials"] {
      #expect(!decider.allows(person("admin"), action, person("admin"), best))
      #expect(decider.allows(person("admin"), action, person("somebody"), best))
    }
  }

  @Test("a sensor tells its own site what it saw, a service does what the owner says")
  func machines() throws {
    let sensor = EntityUID("Sensor", "sensor-1")
    #expect(decider.allows(sensor, "reportObservations", SamplePlant.site))
    #expect(!decider.allows(sensor, "reportObservations", SamplePlant.otherSite))
    let service = EntityUID("Service", "backup")
    #expect(!decider.allows(service, "transfer", SamplePlant.plc))
    let owner = PolicyFile(
      name: "own.cedar",
      text: Array(
        "permit (principal == Service::\"backup\", action == Action::\"transfer\", resource is Asset);".utf8))
    let told = try SamplePlant.decider(owner: [owner])
    #expect(told.allows(service, "transfer", SamplePlant.plc))
  }

  @Test("a guard that can't be judged lets nobody through")
  func asleep() throws {
    let owner = PolicyFile(
      name: "own.cedar",
      text: Array(
        "@id(\"guard\") forbid (principal is User, action == Action::\"write\", resource)"
          .utf8) + Array(" when { context.minuteOfDay * 9223372036854775807 > 0 };".utf8))
    let decider = try SamplePlant.decider(owner: [owner])
    let answer = decider.answer(
      AccessQuestion(
        principal: person("operator"), action: "write", resource: SamplePlant.plc,
        circumstances: SamplePlant.usual))
    #expect(!answer.isAllowed)
    #expect(answer.rules.map(\.id) == ["own:guard"])
    #expect(answer.failures.map(\.rule.id) == ["own:guard"])
  }
}
