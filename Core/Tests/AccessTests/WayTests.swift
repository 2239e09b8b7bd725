import Access
import Authorization
import Testing

@Suite("What would be needed")
struct WayTests {
  let decider: AccessDecider

  init() throws {
    decider = try SamplePlant.decider([SamplePlant.person("nobody", roles: [])])
  }

  private func ways(
    _ name: Text, _ action: Text, _ resource: EntityUID, _ circumstances: Circumstances = SamplePlant.usual
  ) -> [[AccessChange]] {
    decider.ways(
      for: AccessQuestion(
        principal: SamplePlant.person(name), action: action, resource: resource,
        circumstances: circumstances))
  }

  @Test("an allowed question needs nothing")
  func allowed() {
    #expect(ways("operator", "write", SamplePlant.plc) == [])
  }

  @Test("the smallest sets of changes, and each is enough")
  func smallest() {
    #expect(ways("ot-engineer", "program", SamplePlant.plc) == [[.stepUp, .workOrder]])
    #expect(ways("vendor", "read", SamplePlant.plc) == [[.workOrder, .approval]])
    var circumstances = SamplePlant.usual
    circumstances.isOnShift = false
    circumstances.posture.isPatched = false
    #expect(ways("operator", "write", SamplePlant.plc, circumstances) == [[.updateDevice, .shift]])
    #expect(ways("operator", "write", SamplePlant.historian) == [[.assignZone]])
  }

  @Test("several ways of one size are told apart")
  func several() {
    var circumstances = SamplePlant.usual
    circumstances.isOnShift = false
    #expect(ways("maintenance", "write", SamplePlant.plc, circumstances) == [[.shift], [.workOrder]])
  }

  @Test("another role is proposed only where the roles held lead nowhere")
  func roles() {
    #expect(
      ways("nobody", "exportLedger", SamplePlant.site) == [[.assignRole("auditor")]])
    #expect(
      ways("nobody", "changePolicies", SamplePlant.site)
        == [[.assignRole("plant-manager"), .stepUp, .giveReason]])
  }

  @Test("nothing is proposed where nothing would do")
  func nothing() {
    #expect(ways("auditor", "write", SamplePlant.plc) == [])
    #expect(
      decider.ways(
        for: AccessQuestion(
          principal: EntityUID("User", "a stranger"), action: "read", resource: SamplePlant.plc,
          circumstances: SamplePlant.usual)) == [])
  }
}
