import Protocols
import Testing
import Vocabulary

extension ISOTransportDissector: StreamDissector {}

@Suite("ISO transport and what rides on it")
struct ISOTransportDissectorTests {
  private typealias M = S7commMessages

  @Test("a connection is confirmed, refused or not answered, and names the slot")
  func connections() {
    #expect(M.dissected(M.connect).story == ["connect - succeeded"])
    #expect(M.dissected(M.connect).activities.map(\.unit) == [2])
    let refusal = WireMessage.server(M.packet(wireOctets("06 80 0001 0000 01")))
    #expect(M.dissected([M.connect[0], refusal]).story == ["connect - refused"])
    #expect(M.dissected([M.connect[0]]).story == ["connect - unanswered"])
  }

  @Test("the slot of the called selector is the unit of what follows")
  func unit() {
    let flow = M.dissected(M.connect + M.setup)
    #expect(flow.activities.map(\.unit) == [2, 2])
    #expect(M.dissected(M.setup).activities.map(\.unit) == [ActivityObservation.noUnit])
    let named = WireMessage.client(
      M.packet(wireOctets("1C E0 0000 0001 00 C0 01 0A C1 02 0600 C2 0D") + Array("SIMATIC-ROOT-".utf8)))
    #expect(M.dissected([named]).activities.map(\.unit) == [ActivityObservation.noUnit])
  }

  @Test("a service data unit is put together from its parts, whose first may be empty")
  func parts() {
    let whole = M.message(1, 4, wireOctets("29 0000000000 09 505F50524F4752414D"), [])
    var flow = M.flow()
    flow.feed(.client(M.data([], isEnd: false)))
    flow.feed(.client(M.data(Array(whole[..<12]), isEnd: false)))
    flow.feed(.server(M.data(M.message(3, 9, [4, 0], [], error: [0, 0]))))
    #expect(flow.counts(.s7comm) == ["function 3/4": 1])
    flow.feed(.client(M.data(Array(whole[12...]))))
    flow.finish()
    #expect(flow.counts(.s7comm) == ["function 3/4": 1, "function 1/41": 1])
    #expect(flow.story == ["setMode - unanswered"])
    #expect(flow.dissection.messages.packets(.cotp) == 4)
    #expect(flow.dissection.messages.packets(.s7comm) == 2)
  }

  @Test("parts without end stay within their limit")
  func endlessParts() {
    var flow = M.flow()
    let part = WireMessage.client(M.data([0x32, 1] + [UInt8](repeating: 0xFF, count: 60_000), isEnd: false))
    for _ in 0..<20 { flow.feed(part) }
    flow.feed(.client(M.data([0])))
    #expect(flow.malformed(.s7comm) == 1)
    #expect(flow.dissector.droppedParts == 1)
  }

  @Test("S7comm-plus is named by its version, TLS in it is encrypted")
  func s7commPlus() {
    let flow = M.dissected([.client(M.data(wireOctets("72 01 0004 31 00 00 00")))])
    #expect(flow.dissection.messages.packets(.s7commPlus) == 1)
    #expect(flow.dissection.refinedName == .s7commPlus)
    #expect(
      M.dissected([.client(M.data(wireOctets("72 05 0004 31 00 00 00")))]).dissection.refinedName == nil)
    var tls = M.flow()
    tls.feed(.client(M.data(wireOctets("72 01 0004 31 00 00 00"))))
    #expect(!tls.dissection.isEncrypted)
    tls.feed(.client(M.data(wireOctets("16 03 03 0004 01 00 00 00"))))
    #expect(tls.dissection.isEncrypted)
  }

  @Test("MMS is named by the context of its association, or by its own choice where there is no session")
  func mms() {
    let associate = WireMessage.client(MMSWire.association(isRequest: true))
    let data = WireMessage.client(M.data(wireOctets("01 00 01 00 61 08 30 06 02 01 03 A0 01 00")))
    #expect(M.dissected([associate]).dissection.messages.packets(.mms) == 1)
    #expect(M.dissected([data]).dissection.messages.packets(.mms) == 0)
    let read = M.data(wireOctets("A0 08 02 01 05 A4 03 A1 01 00"))
    #expect(M.dissected([.client(read)]).dissection.messages.packets(.mms) == 1)
    let likeRead = M.data(wireOctets("A0 07 02 01 05 A4 03 A1 01 00"))
    #expect(M.dissected([.client(likeRead)]).dissection.messages.packets(.mms) == 0)
  }

  private static let remoteDesktop: [WireMessage] = [
    .client(
      M.packet(
        [0x29, 0xE0, 0, 0, 0, 0, 0] + Array("Cookie: mstshash=operator\r\n".utf8)
          + wireOctets("01 00 0800 03000000"))),
    .server(M.packet(wireOctets("0E D0 0000 1234 00 02 00 0800 01000000"))),
    .client(wireOctets("16 03 01 0004 01 00 00 00")),
    .server(wireOctets("16 03 03 0004 02 00 00 00")),
  ]

  @Test("RDP is named by its cookie or negotiation; records of TLS follow once both agree")
  func remoteDesktop() {
    let flow = M.dissected(Self.remoteDesktop)
    #expect(flow.story == ["connect user operator succeeded"])
    #expect(flow.dissection.messages.packets(.rdp) == 4)
    #expect(flow.dissection.messages.packets(.tls) == 2)
    #expect(flow.dissection.isEncrypted)
    #expect(flow.losses == 0)
    let refusal = WireMessage.server(M.packet(wireOctets("0E D0 0000 1234 00 03 00 0800 05000000")))
    #expect(M.dissected([Self.remoteDesktop[0], refusal]).story == ["connect user operator refused"])
  }

  @Test("RDP without TLS has fast-path units between packets")
  func fastPath() {
    let confirm = WireMessage.server(M.packet(wireOctets("0E D0 0000 1234 00 02 00 0800 00000000")))
    let flow = M.dissected([
      Self.remoteDesktop[0], confirm, .server(wireOctets("00 05 00 00 00")),
      .server(wireOctets("00 80 06 00 00 00")),
      .server(M.data(wireOctets("68 00 01 03 EB 70 02 00 00"))),
    ])
    #expect(flow.losses == 0)
    #expect(flow.dissection.messages.packets(.rdp) == 5)
    #expect(flow.dissection.messages.packets(.tls) == 0)
  }

  /// A client's opening that asks for these channels, each of eight octets, beside its core data.
  private static func opening(_ channels: [String], declaring octets: Int? = nil) -> WireMessage {
    var names: [UInt8] = []
    for channel in channels {
      let name = Array(channel.utf8)
      names += name + [UInt8](repeating: 0, count: 12 - name.count)
    }
    let size = octets ?? names.count + 8
    let core = wireOctets("01 C0 D800") + [UInt8](repeating: 0, count: 0xD4)
    let list =
      [0x03, 0xC0, UInt8(size & 0xFF), UInt8(size >> 8), UInt8(channels.count), 0, 0, 0] + names
    let data = core + wireOctets("02 C0 0C00 0000 0000 0000 0000") + list
    let key = wireOctets("7F 65 82 01 94 04 01 01") + Array("Duca".utf8)
    return .client(M.data(key + [0x81, UInt8(data.count & 0xFF)] + data))
  }

  @Test("a client that asks for the server's own channel attacks; usual channels, and a cut list, do not")
  func reservedChannel() {
    func attacks(_ opening: WireMessage) -> [Exploit?] {
      M.dissected([opening]).dissection.observations.anomalies.filter { $0.kind == .exploit }.map(\.exploit)
    }
    #expect(attacks(Self.opening(["rdpdr", "MS_T120", "rdpsnd"])) == [.reservedChannel])
    #expect(attacks(Self.opening(["ms_t120"])) == [.reservedChannel])
    #expect(attacks(Self.opening(["rdpdr", "cliprdr", "MS_T12", "MS_T121"])) == [])
    #expect(attacks(Self.opening(["rdpdr", "MS_T120"], declaring: 20)) == [])
  }

  @Test("fast-path octets on a flow that is not RDP's are lost")
  func strangeOctets() {
    var flow = M.flow()
    flow.feed(M.setup + [.client(wireOctets("00 05 00 00 00 00 00 00"))])
    #expect(flow.losses == 1)
    #expect(flow.malformed(.tpkt) == 1)
  }

  @Test("recognises a packet whose unit fits its length")
  func recognition() {
    func judge(_ hexadecimal: String) -> Recognition {
      ISOTransportDissector.recognise(octets: wireOctets(hexadecimal))
    }
    #expect(judge("03 00 0016 11 E0 0000") == .consistent)
    #expect(judge("03 00 0007 02 F0 80") == .consistent)
    #expect(judge("03 00 0007") == .undecided)
    #expect(judge("03 00 0006 02 F0 80") == .no)
    #expect(judge("03 00 0007 05 F0 80") == .no)
    #expect(judge("03 01 0007 02 F0 80") == .no)
    #expect(judge("03 00 0007 02 F0 83") == .no)
    #expect(judge("16 03 01 0007 02 F0") == .no)
  }

  @Test("hostile octets never trap")
  func hostile() {
    for exchange in [M.connect, Self.remoteDesktop] {
      HostileInput.everyPrefix(of: exchange, M.flow)
      HostileInput.everyTruncation(of: exchange, M.flow)
      HostileInput.everyMutation(of: exchange, M.flow)
    }
  }
}
