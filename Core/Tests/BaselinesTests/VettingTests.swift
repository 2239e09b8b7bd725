import Baselines
import Testing
import Vocabulary

@Suite("What is vetted")
struct VettingTests {
  @Test(
    "administration in clear text and remote access are shown, other protocols are not",
    arguments: [
      (ProtocolName.telnet, VettingReason.cleartextAdministration), (.ftp, .cleartextAdministration),
      (.vnc, .remoteAccess), (.teamviewer, .remoteAccess), (.ssh, nil), (.modbus, nil),
    ] as [(ProtocolName, VettingReason?)])
  func protocols(name: ProtocolName, reason: VettingReason?) {
    var plant = LearningPlant()
    plant.flows(1, 10, at: LearningPlant.time(0), state: .unanswered, name: name)
    #expect(plant.baselines.vetting.habits.isEmpty)
    plant.flows(1, 10, at: LearningPlant.time(1), name: name)
    plant.flows(1, 10, at: LearningPlant.time(2), name: name)
    #expect(plant.baselines.vetting.habits.map(\.reason) == (reason.map { [$0] } ?? []))
    #expect(plant.baselines.vetting.habits.allSatisfy { $0.last == LearningPlant.time(2) && !$0.isAccepted })
  }

  @Test("what a person accepts stays accepted; what is not there cannot be")
  func accepting() {
    var plant = LearningPlant()
    plant.flows(1, 10, at: LearningPlant.time(1), name: .telnet)
    let (client, server) = (plant.endpoints[plant.host(1)], plant.endpoints[plant.host(10)])
    let other = plant.baselines.vetting.accept(.scanner, client, server, .telnet)
    let telnet = plant.baselines.vetting.accept(.cleartextAdministration, client, server, .telnet)
    #expect(!other && telnet)
    plant.flows(1, 10, at: LearningPlant.time(2), name: .telnet)
    #expect(plant.baselines.vetting.habits.map(\.isAccepted) == [true])
  }

  @Test("who asks many silent hosts is a scanner, who asks a few of them often is not")
  func scanners() {
    var plant = LearningPlant()
    for round in 0..<100 {
      for host: UInt32 in 100..<110 {
        plant.flows(1, host, at: LearningPlant.time(0, round % 60), state: .unanswered)
      }
    }
    #expect(plant.baselines.vetting.habits.isEmpty)
    for host: UInt32 in 100..<140 { plant.flows(2, host, at: LearningPlant.time(1), state: .refused) }
    #expect(plant.baselines.vetting.habits.map(\.reason) == [.scanner])
    #expect(plant.baselines.vetting.habits.first?.actor == plant.endpoints[plant.host(2)])
  }

  @Test("a peer on the internet is shown, whichever end it is")
  func internet() {
    var plant = LearningPlant()
    let peer = plant.endpoints.intern(Endpoint(HostAddress(ipv4: 0x0808_0808)))
    plant.flows(1, 10, at: LearningPlant.time(0), name: .tls)
    #expect(plant.baselines.vetting.habits.isEmpty)
    #expect(plant.endpoints[peer].address.scope == .global)
    plant.flows(from: plant.host(1), to: peer, at: LearningPlant.time(1))
    plant.flows(from: peer, to: plant.host(1), at: LearningPlant.time(1))
    #expect(plant.baselines.vetting.habits.map(\.reason) == [.internetPeer, .internetPeer])
  }

  @Test("no more habits are kept than the limit says, and those beyond are counted")
  func limit() {
    var plant = LearningPlant()
    for host: UInt32 in 100..<2_101 { plant.flows(1, host, at: LearningPlant.time(0), name: .telnet) }
    #expect(plant.baselines.vetting.habits.count == Vetting.habitLimit)
    #expect(plant.baselines.vetting.dropped == 1)
  }
}
