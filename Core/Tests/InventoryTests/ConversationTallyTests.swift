import Testing
import Vocabulary

@testable import Inventory

@Suite("Conversations")
struct ConversationTallyTests {
  private func conversations(_ scene: Scene) -> [Conversation] {
    var conversations: [Conversation] = []
    scene.book().forEachConversation(in: scene.inventory.conversations) { conversations.append($0) }
    return conversations
  }

  @Test("flows of one client to one service fold into one, without a client port where several were used")
  func folds() {
    var scene = Scene()
    scene.flow("10.0.0.1", "10.0.0.2", clientPort: 50_000)
    #expect(conversations(scene).first?.clientPort == 50_000)
    scene.flow("10.0.0.1", "10.0.0.2", clientPort: 50_001)
    scene.flow("10.0.0.1", "10.0.0.2", clientPort: 50_000)
    let folded = conversations(scene)
    #expect(folded.count == 1)
    #expect(folded.first?.clientPort == nil)
    #expect(folded.first?.packetsToServer == 30)
    #expect(folded.first?.octetsToClient == 1800)
    #expect(folded.first?.first == Timestamp(seconds: 1, nanoseconds: 0))
    #expect(folded.first?.last == Timestamp(seconds: 3, nanoseconds: 0))
  }

  @Test("the state is that of the flow that came furthest, in whatever order the flows end")
  func state() {
    let states: [FlowState] = [.refused, .closed, .unanswered, .reset]
    for states in [states, states.reversed()] {
      var scene = Scene()
      for state in states { scene.flow("10.0.0.1", "10.0.0.2", state: state) }
      #expect(conversations(scene).map { $0.state } == [.closed])
    }
  }

  @Test("ports and protocols make conversations of their own, sorted by first, client, server, ports")
  func order() {
    var scene = Scene()
    scene.flow("10.0.0.2", "10.0.0.9", port: 102, name: .s7comm, at: 50)
    scene.flow("10.0.0.2", "10.0.0.9", port: 80, name: .http, at: 50)
    scene.flow("10.0.0.1", "10.0.0.9", port: 502, at: 50)
    scene.flow("10.0.0.3", "10.0.0.9", port: 502, at: 49)
    let book = scene.book()
    var lines: [String] = []
    book.forEachConversation(in: scene.inventory.conversations) {
      lines.append("\(book.id(of: $0.client)) \($0.serverPort) \($0.name.text)")
    }
    #expect(
      lines == [
        "10.0.0.3@0 502 modbus", "10.0.0.1@0 502 modbus", "10.0.0.2@0 80 http", "10.0.0.2@0 102 s7comm",
      ])
  }

  @Test("at its limit the tally counts what it drops; the hosts stay known")
  func limit() {
    var limits = InventoryLimits()
    limits.conversationLimit = 2
    var scene = Scene(limits: limits)
    for number in 1...4 { scene.flow("10.0.0.\(number)", "10.0.0.9") }
    scene.flow("10.0.0.1", "10.0.0.9")
    #expect(conversations(scene).count == 2)
    #expect(scene.inventory.conversations.dropped == 2)
    #expect(scene.assetIDs().count == 5)
    #expect(scene.inventory.limitReports.first { $0.name == "conversationLimit" }?.dropped == 2)
  }

  @Test("a record is at most 110 octets")
  func recordSize() {
    #expect(MemoryLayout<Conversation>.stride <= 110)
  }
}
