import Foundation
import JSON

/// A request's body: a JSON object of texts, and no other fields than its route has.
struct RequestFields: Sendable {
  private let object: JSONValue

  init(_ octets: [UInt8], known: [String]) throws(RequestFault) {
    do throws(JSONError) {
      object = try JSONReader(textLimitOctets: ConsoleLimits.bodyOctets, nestingLimit: 4).read(octets)
    } catch {
      throw .notJSON(error.description)
    }
    guard let members = object.members else { throw .noObject }
    for member in members where !known.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) {
      throw .unknownField(String(member.key.prefix(64)))
    }
  }

  /// Of a request without a body.
  init() { object = .object([]) }

  func text(_ field: String) throws(RequestFault) -> String {
    guard let text = try optionalText(field) else { throw .missing(field) }
    return text
  }

  /// What a field has in base64.
  func octets(_ field: String) throws(RequestFault) -> [UInt8] {
    guard let octets = Data(base64Encoded: try text(field)) else { throw .noBase64(field) }
    return Array(octets)
  }

  /// nil where the field is missing, null or empty.
  func optionalText(_ field: String) throws(RequestFault) -> String? {
    guard let value = object[field], !value.isNull else { return nil }
    guard let text = value.string else { throw .noText(field) }
    return text.isEmpty ? nil : text
  }
}
