using Microsoft.Extensions.Logging;

namespace Tincan.Protocols.Reverse;

/// <summary>What a reverse server logs of its file.</summary>
public static partial class ReverseLog
{
    /// <summary>The file that is appended to ends in the middle of a line.</summary>
    [LoggerMessage(110, LogLevel.Warning, "{problem}", EventName = "tincan.file.torn")]
    public static partial void Torn(ILogger log, string problem);
}
