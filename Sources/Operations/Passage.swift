/// The right to touch a data folder, a service or a firewall for one act that was decided and recorded.
///
/// Only ``Door`` makes one, and what reads or changes asks for one: that nothing goes around the door is
/// what the compiler checks.
public struct Passage: Sendable {
  init() {}
}
