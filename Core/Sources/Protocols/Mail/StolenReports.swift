import Vocabulary

/// The reports of programs that steal passwords, which are mails with subjects of a form of their own.
extension MailDissector {
  /// A kind of loot in two letters, the user, the machine: `PW_user/MACHINE`.
  ///
  /// Source: published analyses of Agent Tesla and its kin.
  static func noteStolenReport(_ octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let at = position(of: "ubject: ", in: octets), at > 0, octets[at - 1] | 0x20 == UInt8(ascii: "s")
    else { return }
    let start = at + 8
    let subject = octets.extracting(start..<max(start, end(at: 0x0D, in: octets, from: start)))
    for kind in ["PW_", "KL_", "SC_", "CO_", "CC_"] where starts(subject, with: kind) {
      guard end(at: UInt8(ascii: "/"), in: subject, from: kind.utf8.count) < subject.count else { return }
      dissection.observations.anomalies.append(
        Anomaly(
          time: dissection.time, place: dissection.place, source: dissection.sender,
          target: dissection.receiver, kind: .exploit, name: .smtp, exploit: .stolenReport))
    }
  }
}
