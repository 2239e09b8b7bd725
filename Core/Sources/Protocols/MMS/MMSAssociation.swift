import Bytes
import Vocabulary

/// Presentation and association control, as far as they lead to MMS.
///
/// Source: ITU-T X.226, clause 8.2 (CP, CPA, user data); ITU-T X.227, clause 9 (AARQ, AARE).
extension MMSDissector {
  mutating func dissect(
    presentation octets: Span<UInt8>, _ flow: Int, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var reader = BERReader(octets)
    let outer = try reader.next(mayBeCut: true)
    switch outer.tag {
    case .set:
      // A connect or its answer: in normal mode its parameters stand in [2].
      var modes = outer.elements
      guard let parameters = try modes.find(.context(2), mayBeCut: true) else { return }
      var fields = BERReader(parameters)
      while !fields.isAtEnd {
        let field = try fields.next(mayBeCut: true)
        if field.tag == .context(4) { try learnContexts(field.elements, flow) }
        if field.tag == .application(1) { try dissect(values: field.elements, flow, &dissection) }
      }
    case .application(1): try dissect(values: outer.elements, flow, &dissection)
    default: return
    }
  }

  /// Which number the connect gives to MMS among the applications that it proposes.
  private mutating func learnContexts(_ list: consuming BERReader, _ flow: Int) throws(DecodeError) {
    while !list.isAtEnd {
      var item = BERReader(try list.take(.sequence))
      let number = BERValue.integer(try item.take(.integer))
      let syntax = try item.take(.objectIdentifier)
      guard let number, syntax.begins(with: MMSIdentifiers.abstractSyntax) else { continue }
      flows[flow].context = number
      flows[flow].isProved = true
    }
  }

  /// A list of values, each with the number of its application.
  private mutating func dissect(
    values list: consuming BERReader, _ flow: Int, _ dissection: inout Dissection
  ) throws(DecodeError) {
    while !list.isAtEnd {
      var item = BERReader(try list.take(.sequence, mayBeCut: true))
      _ = try item.takeIfPresent(.objectIdentifier)
      let context = BERValue.integer(try item.take(.integer)) ?? -1
      // One value of ASN.1, or octets that hold one.
      let value = try item.next(mayBeCut: true).octets
      guard !value.isEmpty else { continue }
      if value[0] & 0xC0 == 0x40 {
        dissection.note(.acse)
        try dissect(association: value, flow, &dissection)
      } else if context == flows[flow].context
        || (flows[flow].context < 0 && (flows[flow].isProved || Self.isMessage(value)))
      {
        dissect(pdu: value, flow, &dissection)
      }
    }
  }

  private mutating func dissect(
    association octets: Span<UInt8>, _ flow: Int, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var reader = BERReader(octets)
    let association = try reader.next(mayBeCut: true)
    var fields = association.elements
    // The number of AARQ is 0, of AARE 1; releases and aborts carry nothing of MMS.
    guard association.tag.number <= 1 else { return }
    let isRequest = association.tag.number == 0
    while !fields.isAtEnd {
      let field = try fields.next(mayBeCut: true)
      switch (field.tag.number, isRequest) {
      case (1, _):
        var name = field.elements
        if try name.take(.objectIdentifier).begins(with: MMSIdentifiers.applicationContext) {
          flows[flow].isProved = true
        }
      case (2, false):
        var result = field.elements
        if BERValue.integer(try result.take(.integer)) != 0 { endAssociation(.refused, &dissection) }
      case (12, true): try authenticate(field.elements, &dissection)
      case (30, _): try dissect(information: field.elements, flow, &dissection)
      default: break
      }
    }
  }

  /// A password is a graphic string in [0].
  private func authenticate(
    _ value: consuming BERReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    dissection.request(.mms, id: Self.authenticationID, .authenticate)
    let secret = try value.next(mayBeCut: true)
    if secret.tag == .contextPrimitive(0), !secret.octets.isEmpty {
      dissection.secretInClear(.mms, octets: secret.octets.count)
    }
  }

  /// User information: an EXTERNAL with the application's number and its value.
  private mutating func dissect(
    information list: consuming BERReader, _ flow: Int, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var external = BERReader(
      try list.take(BERTag(.universal, 8, isConstructed: true), mayBeCut: true))
    _ = try external.takeIfPresent(.objectIdentifier)
    _ = try external.takeIfPresent(.integer)
    let value = try external.next(mayBeCut: true).octets
    if !value.isEmpty, flows[flow].isProved { dissect(pdu: value, flow, &dissection) }
  }
}
