using Tincan.Checks.Parameters;

namespace Tincan.Checks.Findings;

/// <summary>Recognises why an echo differs from what was sent.</summary>
internal static class EchoFindings
{
    private const string Lines = "echoes-lines";

    private const string LinesHint = "It reads lines (readLine, fgets), and ends each with its own line end: call recv (read), and send back exactly the bytes that it returned.";

    public static Finding? Find(Evidence seen) =>
        seen.Assignment.Name != "echo.server" || seen.Failure.Expected is null || seen.Failure.Got is null ? null
            : seen.LateAnswer is { IsAfterLineEnd: true } open && open.Bytes.AsSpan().StartsWith(seen.Expected)
                ? new Finding(Lines, "the echo came only when a line end followed", LinesHint)
            : seen.Got.Length < seen.Expected.Length && seen.Expected.StartsWith(seen.Got) && seen.Expected[seen.Got.Length] == 0 && !seen.Got.IsEmpty && (seen.LateAnswer is null || seen.LateAnswer.Bytes.Length <= seen.Got.Length)
                ? new Finding("stops-at-nul",
                    "nothing after a zero byte came back",
                    "strlen(), strcpy() and %s end at the first zero byte: send back as many bytes as recv returned.")
            : seen.Buffer > 0 && seen.Failure.Kind is FailureKind.WrongBytes or FailureKind.ExtraBytes
                ? new Finding(SharedParameters.Buffer.Name, "bytes of an earlier message in its buffer came back too", $"{SharedParameters.Buffer.Remedy}.")
            : !seen.Got.SequenceEqual(seen.Expected) && WithoutLineEnds(seen.Got) == WithoutLineEnds(seen.Expected)
                ? new Finding(Lines, "its line ends came back changed", LinesHint)
            : null;

    /// <summary>The text with all line ends as LF, and none at the end.</summary>
    private static string WithoutLineEnds(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes).ReplaceLineEndings("\n").TrimEnd('\n');
}
