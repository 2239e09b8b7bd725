import Bytes
import Vocabulary

/// The names of MMS objects: variables, domains, program invocations, files.
///
/// Source: ISO 9506-2:2003, clause 7.1 (ObjectName) and annex D (FileName).
extension MMSDissector {
  /// A text that the association's client brings; the server's reports repeat it.
  func text(
    _ space: ObjectSpace, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) -> ObjectReference {
    dissection.clientObject(space, octets)
  }

  /// A choice: of the VMD in [0], of a domain in [1] (domain, item), of the association in [2].
  func name(
    _ reader: consuming BERReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    let choice = try reader.next(mayBeCut: true)
    guard choice.tag.number == 1 else { return text(.mmsVariable, choice.octets, &dissection) }
    var parts = choice.elements
    let domain = try parts.next().octets
    let item = try parts.next(mayBeCut: true).octets
    var object = text(.mmsVariable, item, &dissection)
    guard object.space != .none else { return text(.mmsDomain, domain, &dissection) }
    object.part = text(.mmsDomain, domain, &dissection).name.rawValue
    return object
  }

  /// Where the item of a choice of names stands, without its domain; empty where there is none.
  static func item(_ octets: Span<UInt8>) -> Range<Int> {
    guard let choice = try? BERHeader(octets) else { return 0..<0 }
    var at = choice.octets
    if choice.tag.number != 1 { return at..<octets.count }
    guard let domain = try? BERHeader(octets, at: at), let octetsOfDomain = domain.elementOctets else {
      return 0..<0
    }
    at &+= octetsOfDomain
    guard let item = try? BERHeader(octets, at: at) else { return 0..<0 }
    return (at &+ item.octets)..<max(at &+ item.octets, octets.count)
  }

  /// The object of a service other than Read and Write.
  func object(
    _ form: MMSObjectForm, _ content: Span<UInt8>, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    var fields = BERReader(content)
    switch form {
    case .none: return .none
    case .domain: return text(.mmsDomain, content, &dissection)
    case .program: return text(.mmsProgram, content, &dissection)
    case .taggedDomain:
      return text(.mmsDomain, try fields.take(.contextPrimitive(0)), &dissection)
    case .taggedProgram:
      return text(.mmsProgram, try fields.take(.contextPrimitive(0)), &dissection)
    case .name: return try name(fields, &dissection)
    case .taggedName, .variable:
      return try name(BERReader(try fields.take(.context(0))), &dissection)
    case .nameList:
      guard let scope = try fields.find(.context(1)) else { return .none }
      var choice = BERReader(scope)
      guard let domain = try choice.takeIfPresent(.contextPrimitive(1)) else { return .none }
      return text(.mmsDomain, domain, &dissection)
    case .file: return try file(fields, &dissection)
    case .taggedFile:
      guard let path = try fields.takeIfPresent(.context(0)) else { return .none }
      return try file(BERReader(path), &dissection)
    case .fileAfterSource:
      guard let path = try fields.find(.context(1)) else { return .none }
      return try file(BERReader(path), &dissection)
    }
  }

  /// A path comes in parts; most stations send it as one.
  private func file(
    _ parts: consuming BERReader, _ dissection: inout Dissection
  ) throws(DecodeError) -> ObjectReference {
    let first = try parts.next().octets
    guard !parts.isAtEnd else { return text(.file, first, &dissection) }
    var path: [UInt8] = []
    path.append(first)
    while !parts.isAtEnd, path.count <= ClientTexts.textOctetLimit {
      path.append(UInt8(ascii: "/"))
      path.append(try parts.next().octets)
    }
    return text(.file, path.span, &dissection)
  }
}
