/// What an expression yields, and what attributes, tags and the context hold.
///
/// Source: Cedar language reference, "Data types".
public indirect enum Value: Hashable, Sendable {
  case bool(Bool)
  case long(Int64)
  case string(Text)
  case entity(EntityUID)
  case set(Set<Value>)
  case record([Text: Value])
  case decimal(Decimal)
  case ip(IPNetwork)
  case datetime(Datetime)
  case duration(TimeSpan)
}
