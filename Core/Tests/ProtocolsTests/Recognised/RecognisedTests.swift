import Protocols
import Testing
import Vocabulary

/// Octets that each protocol takes for its own, and octets one change away that it does not.
@Suite("Recognised controllers, meters and buildings")
struct RecognisedTests {
  private static func srtp(_ type: UInt8, _ message: UInt8) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: 56)
    octets[0] = type
    octets[31] = message
    return octets
  }

  @Test("GE-SRTP by its header's message type")
  func srtp() {
    #expect(GESRTP.recognise(Self.srtp(2, 0xC0).span) == .consistent)
    #expect(GESRTP.recognise(Self.srtp(3, 0xD4).span) == .consistent)
    #expect(GESRTP.recognise(Self.srtp(2, 0x11).span) == .no)
    #expect(GESRTP.recognise(Self.srtp(9, 0xC0).span) == .no)
  }

  @Test(
    "PCWorx, ProConOS and CODESYS V2 by first octets and lengths",
    arguments: [
      ("0101 0008 00000000", true, false, false), ("0101 0009 00000000", false, false, false),
      ("CC01 000B 4002 0000 47EE 0000", false, true, false),
      ("CC09 000B 4002 0000 47EE 0000", false, false, false),
      ("BBBB 0100 0000 01", false, false, true), ("BBBA 0100 0000 01", false, false, false),
    ])
  func controllers(text: String, pcworx: Bool, proconos: Bool, codesys: Bool) {
    let octets = wireOctets(text)
    #expect((PCWorx.recognise(octets.span) == .consistent) == pcworx)
    #expect((ProConOS.recognise(octets.span) == .consistent) == proconos)
    #expect((CODESYSV2.recognise(octets.span) == .consistent) == codesys)
  }

  @Test("ROC Plus by its checksum")
  func rocPlus() {
    #expect(ROCPlus.recognise(wireOctets("0102 0304 06 00 3A2F").span) == .consistent)
    #expect(ROCPlus.recognise(wireOctets("0102 0304 06 00 3A2E").span) == .no)
    #expect(ROCPlus.recognise(wireOctets("0102 0304 06 09 3A2F").span) == .no)
  }

  @Test("Genisys by its checksum, an acknowledgement by its form where a port hints")
  func genisys() {
    #expect(Genisys.recogniseWithoutHint(wireOctets("FB 01 8340 F6").span) == .consistent)
    #expect(Genisys.recogniseWithoutHint(wireOctets("FB 01 8341 F6").span) == .no)
    #expect(Genisys.recogniseWithoutHint(wireOctets("FD 01 80E0 F6").span) == .consistent)
    #expect(Genisys.recogniseWithoutHint(wireOctets("F1 01 F6").span) == .no)
    #expect(Genisys.recognise(wireOctets("F1 01 F6").span) == .consistent)
    #expect(Genisys.recognise(wireOctets("41 01 F6").span) == .no)
  }

  @Test("BSAP by its marks and its header")
  func bsap() {
    #expect(BSAP.recognise(wireOctets("1002 00EB 03E3 08A0 1003 9102").span) == .consistent)
    #expect(BSAP.recognise(wireOctets("1002 00EB 03E3 08A0 1004 9102").span) == .no)
    #expect(BSAP.recognise(wireOctets("0E00 0200 0100 0000 0000").span) == .consistent)
    #expect(BSAP.recognise(wireOctets("0E01 0200 0100 0000 0000").span) == .no)
  }

  @Test("C12.22 by an ACSE message that fills the octets")
  func c1222() {
    #expect(C1222.recognise(wireOctets("60 06 A204 0602 8101").span) == .consistent)
    #expect(C1222.recognise(wireOctets("60 07 A204 0602 8101").span) == .no)
    #expect(C1222.recognise(wireOctets("60 06 3004 0602 8101").span) == .no)
  }

  @Test("KNXnet/IP by its header, Niagara Fox by its word")
  func buildings() {
    #expect(KNXnetIP.recognise(wireOctets("0610 0420 000E 0401 0200 0601 0087").span) == .consistent)
    #expect(KNXnetIP.recognise(wireOctets("0610 0420 000F 0401 0200 0601 0087").span) == .no)
    #expect(KNXnetIP.recognise(wireOctets("0611 0420 000E 0401 0200 0601 0087").span) == .no)
    #expect(NiagaraFox.recognise(Array("fox a 1 -1 fox hello".utf8).span) == .consistent)
    #expect(NiagaraFox.recognise(Array("foxes are animals".utf8).span) == .no)
  }

  @Test("CoAP by its version, code and options, and its codes are counted")
  func coap() {
    let get = wireOctets("4301 05CA 721633 2B2E77656C6C2D6B6E6F776E 04636F7265")
    #expect(CoAP.recognise(get.span) == .consistent)
    let plain = wireOctets("4101 05CA 72 BB 2E77656C6C2D6B6E6F776E 04 636F7265")
    #expect(CoAP.recognise(plain.span) == .consistent)
    #expect(CoAP.recognise(wireOctets("0101 05CA 72").span) == .no)
    #expect(CoAP.recognise(wireOctets("4121 05CA 72").span) == .no)
    #expect(CoAP.recognise(wireOctets("4101 05CA 72 F1 00").span) == .no)
    var dissection = Dissection()
    dissection.place = PacketPlace(packet: 1)
    CoAP.note(datagram: plain.span, &dissection)
    #expect(dissection.messages.rows.map(\.code.rawValue) == [1])
    CoAP.note(datagram: wireOctets("FF").span, &dissection)
    #expect(dissection.messages.malformed(.coap) == 1)
  }

  @Test("no beginning of a message and no altered octet traps")
  func hostile() {
    let samples = [
      Self.srtp(2, 0xC0), wireOctets("0101 0008 00000000"), wireOctets("CC01 000B 4002 0000 47EE"),
      wireOctets("0102 0304 06 00 3A2F"), wireOctets("FB 01 8340 F6"), wireOctets("F2 01 F0 04 F6"),
      wireOctets("1002 00EB 03E3 08A0 1003 9102"), wireOctets("60 82 0004 A202 0600"),
      wireOctets("0610 0420 000E 0401 0200 0601 0087"), Array("fox a 1".utf8),
      wireOctets("4101 05CA 72 DD 0101 E1 0101 FF 00"),
    ]
    for sample in samples {
      for count in 0...sample.count { Self.ask(Array(sample[..<count])) }
      for index in sample.indices {
        for value in HostileInput.mutations(of: sample[index]) {
          var altered = sample
          altered[index] = value
          Self.ask(altered)
        }
      }
    }
  }

  private static func ask(_ octets: [UInt8]) {
    let answers = [
      GESRTP.recognise(octets.span), PCWorx.recognise(octets.span), ProConOS.recognise(octets.span),
      CODESYSV2.recognise(octets.span), ROCPlus.recognise(octets.span), Genisys.recognise(octets.span),
      Genisys.recogniseWithoutHint(octets.span), BSAP.recognise(octets.span), C1222.recognise(octets.span),
      KNXnetIP.recognise(octets.span), NiagaraFox.recognise(octets.span), CoAP.recognise(octets.span),
    ]
    // Without a hint no more is taken than with one.
    #expect(answers[6] != .consistent || answers[5] == .consistent)
  }
}
