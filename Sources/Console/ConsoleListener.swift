import Glibc
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Identity
import Logging
import NIOCore
public import Operations
public import Sealing
import ServiceLifecycle
public import Vocabulary

/// Serves a site to people, programs and devices over TLS, until it is told to stop.
public struct ConsoleListener: Sendable {
  let site: Site
  let address: ListenAddress
  let source: IdentitySource
  let now: @Sendable () -> Timestamp
  let random: RandomOctets
  let told: @Sendable (String) -> Void
  let began: @Sendable (ListenAddress) async -> Void

  /// - Parameters:
  ///   - told: what whoever runs it should know, a line each; never what a client wrote
  ///   - began: called once with the address that is listened on
  public init(
    _ site: Site, at address: ListenAddress, identity source: IdentitySource,
    now: @escaping @Sendable () -> Timestamp, random: @escaping RandomOctets,
    told: @escaping @Sendable (String) -> Void, began: @escaping @Sendable (ListenAddress) async -> Void
  ) {
    self.site = site
    self.address = address
    self.source = source
    self.now = now
    self.random = random
    self.told = told
    self.began = began
  }

  /// Returns when SIGTERM or SIGINT came and the requests that were under way are answered.
  ///
  /// - Throws: ``ListenerFault`` where it can't begin
  public func run() async throws {
    let (current, services) = try await identity()
    let threads = WorkThreads(count: ConsoleLimits.threads)
    let passwordThreads = WorkThreads(count: PasswordHasher.concurrentLimit)
    let answering = RequestAnswering(
      site: site, now: now, random: random, threads: threads, passwordThreads: passwordThreads,
      turns: PasswordTurns(
        limit: ConsoleLimits.passwordTurns, ofOneAddress: ConsoleLimits.passwordTurnsOfOneAddress), told: told
    )
    let silent = Logger(label: "bulkhead", factory: { _ in SwiftLogNoOpLogHandler() })
    let application = Application(
      router: answering.router(),
      server: try .tls(
        .http1(configuration: Self.http),
        configuration: TLSChannelConfiguration(
          tlsConfiguration: try ServerIdentity.configuration(
            current, authority: Array(try site.authority().utf8)),
          customVerificationCallback: { _, verdict in verdict.succeed(.certificateVerified) })),
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port), backlog: 64,
        availableConnectionsDelegate: .maximum(ConsoleLimits.connections, logger: silent)),
      services: services,
      onServerRunning: { channel in await began(address.with(port: channel.localAddress?.port)) },
      logger: silent)
    do {
      try await application.runService()
    } catch {
      throw ListenerFault(error, at: address) ?? error
    }
    try await threads.stop()
    try await passwordThreads.stop()
  }

  private func identity() async throws -> (CurrentIdentity, [any Service]) {
    switch source {
    case .owner(let identity): return (CurrentIdentity(identity), [])
    case .site(let issue):
      let made = try await issue()
      let current = CurrentIdentity(try ServerIdentity(made))
      let renewal = IdentityRenewal(
        current: current, issue: issue, now: now, pause: .seconds(600), renewFrom: made.renewFrom, told: told)
      return (current, [renewal])
    }
  }

  private static var http: HTTP1Channel.Configuration {
    let counts = ConnectionCounts()
    return HTTP1Channel.Configuration(
      additionalChannelHandlers: [AddressShare(counts), ConnectionClock()],
      idleTimeout: .seconds(Int64(ConsoleLimits.idleSeconds)),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: ConsoleLimits.headerFieldOctets, maxHeaderListSize: ConsoleLimits.headerOctets,
        maxHeaderFieldCount: ConsoleLimits.headerFields))
  }
}

extension ListenAddress {
  func with(port: Int?) -> ListenAddress {
    var address = self
    address.port = port ?? self.port
    return address
  }
}

extension ListenerFault {
  /// What the system said; nil where it is something else that failed.
  fileprivate init?(_ error: any Error, at address: ListenAddress) {
    guard let error = error as? IOError else { return nil }
    let reason =
      switch error.errnoCode {
      case EADDRINUSE: "another program listens there already"
      case EACCES: "a port below 1024 is not for this user"
      case EADDRNOTAVAIL: "this machine does not have that address"
      default: "error \(error.errnoCode)"
      }
    self = .bind(address: address.description, reason: reason)
  }
}
