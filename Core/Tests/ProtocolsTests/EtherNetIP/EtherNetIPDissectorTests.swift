import Protocols
import Testing
import Vocabulary

@Suite("EtherNet/IP sessions and connections")
struct EtherNetIPDissectorTests {
  static let session: [WireMessage] = [
    .client(Encapsulated.frame(0x65, session: [0, 0, 0, 0], [1, 0, 0, 0])),
    .server(Encapsulated.frame(0x65, [1, 0, 0, 0])),
  ]

  /// Vendor 1, controller, product 54, revision 16.20, serial 0x0051823F.
  static let identity = "0100 0E00 3600 1014 6030 3F825100 05 4C36312F42"

  static let identify: [WireMessage] = [
    .client(Encapsulated.frame(0x63, session: [0, 0, 0, 0])),
    .server(
      Encapsulated.frame(
        0x63, session: [0, 0, 0, 0],
        wireOctets("0100 0C00 2700 0100 0002AF12 0A000002 0000000000000000" + identity + "03"))),
  ]

  /// Opens to the message router in slot 2: 0x11 to the target, 0x22 back.
  static let opening: [WireMessage] = [
    Encapsulated.ask(
      "54 02 2006 2401 07F9 00000000 22000000 0700 4D00 F32B9532 00000000 00127A00 F443 00127A00 F443 A3 03"
        + "0102 2002 2401"),
    Encapsulated.answer("D4 00 00 00 11000000 22000000 0700 4D00 F32B9532 00127A00 00127A00 00 00"),
  ]

  @Test("a session is registered, or refused")
  func sessions() {
    var flow = Encapsulated.flow()
    flow.feed(Self.session)
    flow.feed(Self.session[0])
    flow.feed(.server(Encapsulated.frame(0x65, session: [0, 0, 0, 0], status: 2, [1, 0, 0, 0])))
    #expect(flow.story == ["connect - succeeded", "connect - refused"])
    #expect(flow.counts(.enip) == ["command 101": 4])
  }

  @Test("a device that is asked tells what it is")
  func identity() {
    var flow = Encapsulated.flow()
    flow.feed(Self.identify)
    #expect(flow.story == ["identify - succeeded"])
    #expect(
      flow.facts == [
        "vendor Rockwell Automation/Allen-Bradley", "role controller", "firmware 16.20", "serial 0051823F",
        "model L61/B",
      ])
  }

  @Test("the answer to a broadcast announces its sender")
  func announcement() {
    var flow = Encapsulated.flow()
    flow.deliver(Self.identify[1])
    #expect(flow.story == ["identify - succeeded"])
    #expect(flow.activities.map(\.deed) == [.announce])
    #expect(flow.activities.map(\.isFromClient) == [false])
  }

  @Test("a connection's two identifiers belong together once it was opened, and know its slot")
  func connection() {
    var flow = Encapsulated.flow()
    flow.feed(Self.opening)
    flow.feed([
      .client(Encapsulated.connected("07 02 208E 2401", connection: 0x11, sequence: 5)),
      .server(Encapsulated.connected("87 00 00 00", connection: 0x22, sequence: 5)),
      .client(Encapsulated.connected("06 02 208E 2401", connection: 0x11, sequence: 6)),
      .server(Encapsulated.connected("86 00 08 00", connection: 0x33, sequence: 6)),
    ])
    flow.finish()
    #expect(
      flow.story == [
        "connect connection 0x02/1 succeeded", "setMode class 0x8e instance 1 succeeded",
        "setMode class 0x8e instance 1 unanswered",
      ])
    #expect(flow.activities.map(\.deed) == [.plain, .stop, .start])
    #expect(flow.activities.allSatisfy { $0.unit == 2 })
  }

  @Test("where the opening was not seen, the first answer tells which connection it belongs to")
  func learning() {
    var flow = Encapsulated.flow()
    for sequence: UInt8 in 5...6 {
      flow.feed([
        .client(
          Encapsulated.connected("4C 04 9105 4D6F746F72 00 0100", connection: 0x11, sequence: sequence)),
        .server(Encapsulated.connected("CC 00 00 00 C300 0100", connection: 0x22, sequence: sequence)),
      ])
    }
    #expect(flow.story == ["read tag Motor succeeded", "read tag Motor succeeded"])
    // Both identifiers are known by now: another's answer ends nothing.
    flow.feed([
      .client(Encapsulated.connected("4C 04 9105 4D6F746F72 00 0100", connection: 0x11, sequence: 7)),
      .server(Encapsulated.connected("CC 00 00 00 C300 0100", connection: 0x33, sequence: 7)),
    ])
    flow.finish()
    #expect(
      flow.story == ["read tag Motor succeeded", "read tag Motor succeeded", "read tag Motor unanswered"])
  }

  @Test("an inner message has its own outcome, and one answer may refuse them all")
  func packets() {
    var flow = Encapsulated.flow()
    let request = Encapsulated.packed(
      "0A 02 2002 2401", ["4C 04 9105 4D6F746F72 00 0100", "4D 03 9104 56616C65 C300 0100 0700"])
    flow.feed(Encapsulated.ask(request))
    flow.feed(
      Encapsulated.answer(Encapsulated.packed("8A 00 1E 00", ["CC 00 00 00 C300 0100", "CD 00 0F 00"])))
    flow.feed(Encapsulated.ask(request))
    flow.feed(Encapsulated.answer("8A 00 08 00"))
    flow.feed(Encapsulated.ask(request))
    flow.feed(Encapsulated.answer(Encapsulated.packed("8A 00 00 00", ["CC 00 00 00 C300 0100"])))
    #expect(
      flow.story == [
        "read tag Motor succeeded", "write tag Vale refused", "read tag Motor refused",
        "write tag Vale refused", "read tag Motor succeeded", "write tag Vale failed",
      ])
    #expect(flow.counts(.cip) == ["service 10": 6, "service 76": 5, "service 77": 4])
  }

  @Test("packets in packets are read to a depth, and each octet once")
  func depth() {
    var message = "4C 04 9105 4D6F746F72 00 0100"
    for _ in 0..<4 { message = Encapsulated.packed("0A 02 2002 2401", [message, message]) }
    var flow = Encapsulated.flow()
    flow.feed(Encapsulated.ask(message))
    flow.finish()
    #expect(flow.activities.count == 16)
    flow.feed(Encapsulated.ask(Encapsulated.packed("0A 02 2002 2401", [message]), context: 2))
    flow.finish()
    #expect(flow.activities.count == 16)
    #expect(flow.malformed(.cip) == 1)
  }

  @Test("a message to a slot is that slot's, and its router may refuse it")
  func routed() {
    var flow = Encapsulated.flow()
    flow.feed(Encapsulated.ask(Encapsulated.routed("01 02 2001 2401", slot: 3)))
    flow.feed(Encapsulated.answer("81 00 00 00" + Self.identity))
    flow.feed(Encapsulated.ask(Encapsulated.routed("05 02 2001 2401", slot: 3)))
    flow.feed(Encapsulated.answer("D2 00 01 01 0402"))
    #expect(
      flow.story == [
        "identify class 0x01 instance 1 succeeded", "setMode class 0x01 instance 1 refused",
      ])
    #expect(flow.activities.allSatisfy { $0.unit == 3 })
    #expect(flow.facts.contains("serial 0051823F"))
    #expect(flow.counts(.cip) == ["service 82": 3, "service 1": 2, "service 5": 1])
  }

  @Test("input and output data is the connection's that was opened for it")
  func ioData() {
    let opening = Encapsulated.ask(
      "54 02 2006 2401 07F9 00000000 22000000 0700 4D00 F32B9532 00000000 00127A00 F443 00127A00 F443 01 04"
        + "2004 2402 2C64 2C65")
    let data = wireOctets("0200 0280 0800 11000000 01000000 B100 0400 01000000")
    var flow = Encapsulated.flow()
    flow.feed(opening)
    flow.feed(Self.opening[1])
    flow.deliver(.client(data))
    #expect(
      flow.story == [
        "connect connection 0x04/2/100/101 succeeded", "signal connection 0x04/2/100/101 succeeded",
      ])
    #expect(flow.counts(.enip) == ["command 111": 2])
    #expect(flow.dissection.messages.packets(.enip) == 3)
    #expect(flow.dissection.messages.packets(.cip) == 2)
    #expect(EtherNetIPDissector.recognise(octets: data) == .consistent)
  }

  @Test("more than sixty-four inner messages are counted, the rest as dropped")
  func manyMessages() {
    var flow = Encapsulated.flow()
    flow.feed(
      Encapsulated.ask(
        Encapsulated.packed(
          "0A 02 2002 2401", [String](repeating: "0E 03 2004 2401 3003", count: 70))))
    flow.finish()
    #expect(flow.activities.count == Dissection.objectLimit)
    #expect(flow.dissection.droppedObjects == 6)
    #expect(flow.counts(.cip)["service 14"] == 70)
  }

  @Test(
    "octets of others are not taken for it",
    arguments: [
      "16 03 01 02 00 01 00 01 FC 03 03 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
      "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
      "47 45 54 20 2F 20 48 54 54 50 2F 31 2E 31 0D 0A 0D 0A 00 00 00 00 00 00",
      "65 00 05 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
      "6F 00 40 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
    ])
  func others(_ octets: String) {
    #expect(EtherNetIPDissector.recognise(octets: wireOctets(octets)) == .no)
  }

  @Test("recognises what the header may hold, and waits for a whole one")
  func recognition() {
    for message in Self.session + Self.identify + Self.opening {
      #expect(EtherNetIPDissector.recognise(octets: message.octets) == .consistent)
      #expect(EtherNetIPDissector.recognise(octets: Array(message.octets[..<20])) == .undecided)
    }
  }

  @Test("hostile octets never trap")
  func hostile() {
    let exchange = Self.session + Self.identify + Self.opening
    HostileInput.everyPrefix(of: exchange, Encapsulated.flow)
    HostileInput.everyTruncation(of: exchange, Encapsulated.flow)
    HostileInput.everyMutation(of: exchange, Encapsulated.flow)
    HostileInput.everyDatagram(of: exchange, Encapsulated.flow)
    let data = WireMessage.client("0200 0280 0800 11000000 01000000 B100 0400 01000000")
    HostileInput.everyDatagram(of: [data], Encapsulated.ioFlow)
  }
}
