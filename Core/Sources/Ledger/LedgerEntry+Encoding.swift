import JSON
import Vocabulary

extension LedgerEntry {
  /// The entry as it stands in the ledger: one JSON object on one line without line end, each key in its
  /// place, each text escaped in one way. Equal entries give equal octets.
  ///
  /// - Throws: where a text is empty or too long
  public func encoded() throws(LedgerError) -> [UInt8] {
    try check()
    var json = JSONWriter(.compact)
    json.octets.reserveCapacity(512)
    json.beginObject()
    json.key("v")
    json.value(UInt64(Self.version))
    json.key("time")
    json.plainValue { time.appendRFC3339(to: &$0) }
    json.key("clock")
    json.value(clock.source)
    json.key("sure_ns")
    if let nanoseconds = clock.uncertaintyNanoseconds { json.value(nanoseconds) } else { json.null() }
    json.key("late")
    if let late { json.plainValue { late.appendRFC3339(to: &$0) } } else { json.null() }
    json.key("actor")
    json.value(actor.kind.rawValue)
    json.key("id")
    json.value(actor.id)
    json.optional("device", device)
    json.optional("session", session)
    json.key("action")
    json.value(action)
    json.key("target")
    json.value(target)
    json.optional("object", object)
    json.key("decision")
    json.value(decision.rawValue)
    json.key("policies")
    json.beginArray()
    for policy in policies { json.value(policy) }
    json.endArray()
    json.key("outcome")
    json.value(outcome.rawValue)
    json.optional("reason", reason)
    json.endObject()
    guard json.octets.count <= Self.octetLimit else {
      throw LedgerError(.tooLarge(limitOctets: Self.octetLimit), at: Self.octetLimit)
    }
    return json.octets
  }
}

extension JSONWriter {
  mutating func optional(_ key: StaticString, _ text: String?) {
    self.key(key)
    if let text { value(text) } else { null() }
  }
}
