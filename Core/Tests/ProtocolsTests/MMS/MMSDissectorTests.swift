import Protocols
import Testing
import Vocabulary

@Suite("MMS requests, replies and associations")
struct MMSDissectorTests {
  private typealias W = MMSWire
  private static let two = W.list(W.variable("A$ST$x", of: "LD0"), W.variable("B$ST$y", of: "LD0"))

  @Test("each variable of a read has the outcome of its own result")
  func readOutcomes() {
    let flow = W.dissected([
      .client(W.packet(W.read(Self.two))),
      .server(W.packet(W.response(4, W.element("A1", W.element("83", [1]) + W.element("80", [10]))))),
    ])
    #expect(flow.story == ["read LD0/A$ST$x succeeded", "read LD0/B$ST$y refused"])
    #expect(flow.counts(.mms) == ["request 4": 1, "response 4": 1])
  }

  @Test("a write is refused by its own result, by an error, and by a reject")
  func writeOutcomes() {
    let access = W.list(W.variable("GGIO1$CO$SPCSO1$Oper", of: "LD0"))
    let refused = ["operate LD0/GGIO1$CO$SPCSO1$Oper refused"]
    let request = WireMessage.client(W.packet(W.write(access)))
    let results = [
      W.response(5, W.element("80", [3])),
      W.element("A2", [0x80, 1, 1] + W.element("A2", wireOctets("A0 03 87 01 03"))),
      W.element("A4", [0x80, 1, 1, 0x81, 1, 1]),
    ]
    for result in results {
      #expect(W.dissected([request, .server(W.packet(result))]).story == refused)
    }
    #expect(
      W.dissected([request, .server(W.packet(W.response(5, [0x81, 0])))]).activities[0].outcome == "succeeded"
    )
    #expect(W.dissected([request]).activities[0].outcome == "unanswered")
  }

  @Test("an answer of another service than was asked ends the request as failed")
  func otherService() {
    let flow = W.dissected([
      .client(W.packet(W.read(Self.two))), .server(W.packet(W.response(5, [0x81, 0]))),
    ])
    #expect(flow.activities.map(\.outcome) == ["failed", "failed"])
  }

  @Test("an association proves MMS, its messages are counted with their layers")
  func association() {
    let flow = W.dissected([
      .client(W.association(isRequest: true)), .server(W.association(isRequest: false)),
      .client(W.session(W.read(Self.two))),
    ])
    #expect(flow.activities.map(\.verb) == ["connect", "read", "read"])
    #expect(flow.activities[0].outcome == "succeeded")
    for name in [ProtocolName.ses, .pres, .mms] { #expect(flow.dissection.messages.packets(name) == 3) }
    #expect(flow.dissection.messages.packets(.acse) == 2)
    #expect(flow.dissection.refinedName == .mms)
  }

  @Test("a password of an association is told by its length, a rejected association is refused")
  func password() {
    let flow = W.dissected([
      .client(W.association(isRequest: true, password: "secret")),
      .server(W.association(isRequest: false, result: 1)),
    ])
    #expect(flow.story.sorted() == ["authenticate - refused", "connect - refused"])
    #expect(flow.dissection.observations.anomalies.map(\.octets) == [6])
  }

  @Test("where the association was not seen, messages make activities and count as pres")
  func midStream() {
    let flow = W.dissected([
      .client(W.session(W.read(Self.two))),
      .server(W.session(W.response(4, W.element("A1", W.element("83", [1]) + W.element("83", [1]))))),
    ])
    #expect(flow.activities.map(\.outcome) == ["succeeded", "succeeded"])
    #expect(flow.dissection.messages.packets(.mms) == 0)
    #expect(flow.dissection.messages.packets(.pres) == 2)
    #expect(flow.dissection.refinedName == .mms)
  }

  @Test("a message over several transport units is one")
  func parts() {
    let pdu = W.read(W.list(W.variable(String(repeating: "x", count: 190)), W.variable("y")))
    let whole = Array(W.session(pdu).dropFirst(7))
    var flow = W.flow()
    flow.feed(.client(W.association(isRequest: true)))
    flow.feed(.client(S7commMessages.data(Array(whole[..<100]), isEnd: false)))
    flow.feed(.client(S7commMessages.data(Array(whole[100...]))))
    flow.finish()
    #expect(flow.counts(.mms) == ["request 4": 1])
    #expect(flow.activities.filter { $0.verb == "read" }.count == 2)
  }

  @Test("a transfer whose start was seen is one activity, and a download's is of who is asked for it")
  func transfers() {
    let flow = W.dissected([
      .client(W.packet(W.request(72, W.element("A0", W.element("19", "a.cfg"))))),
      .server(W.packet(W.response(72, wireOctets("80 01 05")))),
      .client(W.packet(W.request(73, [5], isConstructed: false))),
      .client(W.packet(W.request(74, [5], isConstructed: false))),
      .client(W.packet(W.request(73, [5], isConstructed: false))),
      .server(W.packet(W.request(27, Array("LD0".utf8), isConstructed: false, id: 9))),
    ])
    #expect(
      flow.story.sorted() == [
        "program domain LD0 succeeded", "transfer - unanswered", "transfer a.cfg succeeded",
      ])
    #expect(flow.activities.first { $0.verb == "program" }?.isFromClient == true)
  }

  @Test("a read of more variables than are kept counts the rest")
  func manyVariables() {
    let variables = (0..<70).flatMap { W.element("30", W.element("A0", W.variable("v\($0)"))) }
    let flow = W.dissected([.client(W.packet(W.read(W.element("A0", variables))))])
    #expect(flow.activities.count == Dissection.objectLimit)
    #expect(flow.dissection.droppedObjects == 70 - Dissection.objectLimit)
  }

  @Test("a session's unit that ends inside a parameter's head, at each octet of it, traps nothing")
  func cutParameter() {
    for head in ["0E 01 C1", "0E 02 C1 FF", "0E 03 C1 FF 00", "0E 04 C1 FF 00 04", "0D 01 C2"] {
      let unit = wireOctets(head) + [0x31, 0x1F, 0, 0, 0, 0]
      let flow = W.dissected([
        .client(W.packet(wireOctets("A0 08 02 01 05 00 49 00 00 00"))), .client(W.packet(unit)),
      ])
      #expect(flow.dissection.messages.packets(.cotp) > 0)
    }
  }

  @Test("text and other sessions are no MMS")
  func others() {
    for hexadecimal in ["0D 05 C1 03 31 01 00", "01 00 01 00 61 03 30 01 00", "A0 03 04 01 00"] {
      let flow = W.dissected([.client(S7commMessages.data(wireOctets(hexadecimal)))])
      #expect(flow.story.isEmpty)
      #expect(flow.dissection.messages.packets(.mms) == 0)
    }
  }
}
