using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Tincan.Cli.Web;

/// <summary>Lets in who knows the token, and shows everybody else nothing.</summary>
internal sealed class AccessCheck
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Of 128 random bits, in hexadecimal.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Cookies know no ports; the name keeps the pages of two servers apart.</summary>
    public int Port { get; set; }

    private string CookieName => string.Create(CultureInfo.InvariantCulture, $"tincan-{Port}");

    /// <summary>Whether this may be answered.</summary>
    /// <returns>The status to refuse it with; null to let it in.</returns>
    public int? Refusal(HttpContext http)
    {
        var request = http.Request;
        if (!IsLoopback(request.Host.Host))
        {
            // A name that somebody let point here (DNS rebinding): the browser would let their page read ours.
            return StatusCodes.Status421MisdirectedRequest;
        }

        var isChange = request.Method is "POST" or "PUT" or "DELETE";
        if (!isChange && request.Method is not ("GET" or "HEAD"))
        {
            return StatusCodes.Status405MethodNotAllowed;
        }

        if (!IsKnown(request))
        {
            return StatusCodes.Status401Unauthorized;
        }

        return isChange && !IsOwn(request) ? StatusCodes.Status403Forbidden : null;
    }

    /// <summary>What a refusal says.</summary>
    public static string Words(int status) => status switch
    {
        StatusCodes.Status403Forbidden => "Only this page itself may change anything.",
        StatusCodes.Status405MethodNotAllowed => "This cannot be done here.",
        _ => "Open the whole address that tincan said, with its token.",
    };

    /// <summary>What every answer says about itself: nobody frames, keeps, guesses at or tells of it, and it runs nothing but its own script.</summary>
    public static void Seal(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    /// <summary>Lets the browser remember the token, so that the page can take it out of the address bar.</summary>
    public void Remember(HttpResponse response) => response.Cookies.Append(
        CookieName, Token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Whether another site had a hand in it, even one that knows the token: a browser says with every change from which page it comes, and programs
    /// that are no browsers say nothing.
    /// </summary>
    private static bool IsOwn(HttpRequest request) =>
        (request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"])
        && (request.Headers.Origin is [] || (request.Headers.Origin is [{ } origin] && origin == $"http://{request.Host.Value}"));

    private bool IsKnown(HttpRequest request)
    {
        if (request.Query["token"] is [{ } shown])
        {
            return Matches(shown);
        }

        // Pages of other servers on this machine count as the same site, and the cookie goes with what they ask for.
        return request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"] or ["none"]
            && request.Cookies[CookieName] is { } kept && Matches(kept);
    }

    private bool Matches(string word) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(word), Encoding.UTF8.GetBytes(Token));
}
