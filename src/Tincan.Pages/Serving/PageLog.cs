using Microsoft.Extensions.Logging;

namespace Tincan.Pages.Serving;

/// <summary>What an operator reads about a service that a page describes.</summary>
internal static partial class PageLog
{
    [LoggerMessage(120, LogLevel.Warning, "{client} sent a message of {bytes} B, for which the page has no rule: closing", EventName = "tincan.page.no_rule")]
    public static partial void NoRule(ILogger log, EndPoint client, int bytes);

    [LoggerMessage(121, LogLevel.Warning, "{client} sent a message, to which the answer at {place} has no value: closing", EventName = "tincan.page.no_value")]
    public static partial void NoValue(ILogger log, EndPoint client, string place);
}
