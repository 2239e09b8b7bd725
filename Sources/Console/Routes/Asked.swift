import Identity
import Operations

/// What a route has to answer from.
struct Asked: Sendable {
  let site: Site
  let origin: Site.Origin
  /// What a device without certificate is known by, to be kept there; nil where it showed a certificate.
  let device: DeviceSecret?
  /// What the device showed, whether it counts or not.
  let token: SessionToken?
  /// Who works with that token at this device, where the route is for nobody else.
  let person: Person?
  /// The program that showed a token, where the route is for programs too.
  let program: Caller?
  let fields: RequestFields

  struct Person: Sendable {
    let caller: Caller
    let token: SessionToken
    let work: AtWork
  }

  /// Who asks: a person, or a program.
  func caller() throws(IdentityError) -> Caller {
    if let program { return program }
    return try signedIn().caller
  }

  /// - Throws: `noSession` where nobody is signed in
  func signedIn() throws(IdentityError) -> Person {
    guard let person else { throw .noSession }
    return person
  }
}
