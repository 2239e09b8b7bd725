import HTTPTypes
import Hummingbird
import Identity
import JSON

/// What a route answers.
struct Answer: Sendable {
  var status: HTTPResponse.Status = .ok
  var type = "application/json"
  var octets: [UInt8] = []
  /// As `Set-Cookie` has them.
  var cookies: [String] = []
  var headers: [(name: HTTPField.Name, value: String)] = []

  static let nothing = Answer(status: .noContent)

  /// An object.
  static func object(_ write: (inout JSONWriter) -> Void) -> Answer {
    var writer = JSONWriter(.compact)
    writer.beginObject()
    write(&writer)
    writer.endObject()
    return Answer(octets: writer.octets)
  }

  /// An object with one array of objects.
  static func list<Element>(
    _ key: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) -> Answer {
    object { writer in
      writer.key(key)
      writer.beginArray()
      for element in elements {
        writer.beginObject()
        write(&writer, element)
        writer.endObject()
      }
      writer.endArray()
    }
  }

  func with(_ cookies: [String]) -> Answer {
    var answer = self
    answer.cookies += cookies
    return answer
  }
}

extension JSONWriter {
  /// A member whose value is a text; none where there is no value.
  mutating func member(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    value(text)
  }

  mutating func member(_ name: StaticString, _ texts: [String]) {
    key(name)
    beginArray()
    for text in texts { value(text) }
    endArray()
  }
}
