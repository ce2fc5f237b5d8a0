using Microsoft.Extensions.Logging;

namespace Tincan.Pages.Serving;

/// <summary>What an operator reads about a service that a page describes.</summary>
internal static partial class PageLog
{
    [LoggerMessage(80, LogLevel.Warning, "{client}: the page has no rule for '{message}': closing", EventName = "tincan.page.no_rule")]
    public static partial void NoRule(ILogger log, EndPoint client, string message);

    [LoggerMessage(81, LogLevel.Warning, "{client}: {place}: {problem}: closing", EventName = "tincan.page.no_value")]
    public static partial void NoValue(ILogger log, EndPoint client, string place, string problem);
}
