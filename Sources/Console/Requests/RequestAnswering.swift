import HTTPTypes
import Hummingbird
import Identity
import NIOCore
import Operations
import Sealing
import Vocabulary

/// The way of each request: held against the guard, read, its device and its person found out, and then
/// answered by its route, off the threads that serve everybody.
struct RequestAnswering: Sendable {
  let site: Site
  let now: @Sendable () -> Timestamp
  let random: RandomOctets
  let threads: WorkThreads
  /// scrypt's own: what waits for a turn keeps nobody else waiting.
  let passwordThreads: WorkThreads
  let turns: PasswordTurns
  /// For who runs the listener; never a request's own words.
  let told: @Sendable (String) -> Void

  func router() -> Router<ConsoleContext> {
    let router = Router(context: ConsoleContext.self)
    router.add(middleware: AnswerHeaders(answering: self))
    for route in ConsoleRoute.all {
      router.on(RouterPath(route.path), method: route.method.httpMethod) { request, context in
        Response(try await answer(request, context, route))
      }
    }
    return router
  }

  private func answer(
    _ request: Request, _ context: ConsoleContext, _ route: ConsoleRoute
  ) async throws -> Answer {
    try RequestGuard.check(request, method: route.method)
    let fields = try await fields(of: request, route)
    let certificate = try await context.peerCertificate()
    let shown = Shown(
      certificate: certificate, address: context.address,
      token: ConsoleCookie.session.value(in: request.headers), bearer: Self.bearer(request),
      device: ConsoleCookie.device.value(in: request.headers))
    guard route.takesPassword else {
      return try await threads.run { try await route.answer(try await asked(shown, fields, route)) }
    }
    return try await turns.run(for: context.address) {
      try await passwordThreads.run { try await route.answer(try await asked(shown, fields, route)) }
    }
  }

  private func fields(of request: Request, _ route: ConsoleRoute) async throws -> RequestFields {
    guard route.method == .post else { return RequestFields() }
    let body: ByteBuffer
    do {
      body = try await request.body.collect(upTo: ConsoleLimits.bodyOctets)
    } catch is NIOTooManyBytesError {
      throw RequestFault.tooLarge
    } catch {
      // It broke off, or its chunks are none.
      throw RequestFault.malformed
    }
    return try RequestFields(Array(body.readableBytesView), known: route.fields)
  }

  private func asked(
    _ shown: Shown, _ fields: RequestFields, _ route: ConsoleRoute
  ) async throws -> Asked {
    let isRemote = !OwnNetwork.contains(shown.address)
    // Whoever shows neither certificate nor secret is a device that nobody saw before.
    guard let secret = shown.device.flatMap({ DeviceSecret($0) }) ?? DeviceSecret(random: random) else {
      throw IdentityError.refused
    }
    var (origin, device): (Site.Origin, DeviceSecret?) = (
      Site.Origin(.unknown, key: secret.key, address: shown.address, isRemote: isRemote), secret
    )
    if let certificate = shown.certificate, route.asker != .anybody {
      (origin, device) = (
        try await site.origin(certificate: certificate, address: shown.address, isRemote: isRemote), nil
      )
    }
    let token = shown.token.flatMap { SessionToken($0) }
    var (person, program): (Asked.Person?, Caller?)
    if route.asker == .caller, let bearer = shown.bearer {
      program = try await site.caller(token: bearer, from: origin)
    } else if route.asker == .person || route.asker == .caller {
      let (caller, work) = try await site.atWork(token, from: origin)
      person = token.map { Asked.Person(caller: caller, token: $0, work: work) }
    }
    return Asked(
      site: site, origin: origin, device: device, token: token, person: person, program: program,
      fields: fields)
  }

  /// The token of a program. Source: RFC 6750, section 2.1.
  private static func bearer(_ request: Request) -> String? {
    guard let field = request.headers[.authorization], field.lowercased().hasPrefix("bearer ") else {
      return nil
    }
    return String(field.dropFirst("Bearer ".count))
  }

  /// What a request showed of itself.
  private struct Shown: Sendable {
    let certificate: [UInt8]?
    let address: String
    let token: String?
    let bearer: String?
    let device: String?
  }
}

extension ConsoleRoute.Method {
  var httpMethod: HTTPRequest.Method { self == .get ? .get : .post }
}
