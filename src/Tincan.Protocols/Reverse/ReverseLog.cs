using Microsoft.Extensions.Logging;

namespace Tincan.Protocols.Reverse;

/// <summary>Log messages about the output file.</summary>
public static partial class ReverseLog
{
    /// <summary>The file that is appended to has an incomplete last line.</summary>
    [LoggerMessage(110, LogLevel.Warning, "{problem}", EventName = "tincan.file.torn")]
    public static partial void Torn(ILogger log, string problem);
}
