using Microsoft.Extensions.Logging;

namespace Tincan.Protocols.Reverse;

/// <summary>What a reverse server logs of its file.</summary>
internal static partial class ReverseLog
{
    [LoggerMessage(110, LogLevel.Warning, "{problem}", EventName = "tincan.file.torn")]
    public static partial void Torn(ILogger log, string problem);
}
