import HTTPTypes
import Hummingbird
import NIOCore

/// What every answer carries, errors and unknown paths included, and what every error is told as.
///
/// There is no `Strict-Transport-Security`: nothing is served without TLS here, cookies never leave it, and
/// the header would bind every other service of the same host name to TLS as well.
struct AnswerHeaders: RouterMiddleware {
  typealias Context = ConsoleContext

  let answering: RequestAnswering

  private static let fixed: HTTPFields = [
    .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
    .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
    .crossOriginResourcePolicy: "same-origin",
  ]

  func handle(
    _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      let words = ErrorWords(Self.named(error, request), at: answering.now())
      if words.isInternal {
        answering.told("\(request.method.rawValue) \(context.endpointPath ?? ""): \(error)")
      }
      response = Response(words.answer)
    }
    for field in Self.fixed { response.headers[field.name] = field.value }
    if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "no-referrer" }
    // What follows in the connection is the next answer: this one has no body, whatever it says.
    return request.method == .head ? response.createHeadResponse() : response
  }

  /// A path that is there, asked by another method, is told apart from one that is not.
  private static func named(_ error: any Error, _ request: Request) -> any Error {
    guard let error = error as? HTTPError, error.status == .notFound else { return error }
    let methods = ConsoleRoute.all.filter { $0.path == request.uri.path }.map(\.method.rawValue)
    return methods.isEmpty
      ? RequestFault.noRoute : RequestFault.wrongMethod(allowed: methods.joined(separator: ", "))
  }
}

extension Response {
  init(_ answer: Answer) {
    var headers = HTTPFields()
    if answer.status != .noContent { headers[.contentType] = answer.type }
    for (name, value) in answer.headers { headers[name] = value }
    for cookie in answer.cookies { headers.append(HTTPField(name: .setCookie, value: cookie)) }
    self.init(
      status: answer.status, headers: headers,
      body: answer.octets.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: answer.octets)))
  }
}
