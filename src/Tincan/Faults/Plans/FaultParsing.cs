using Tincan.Parsing;

namespace Tincan.Faults.Plans;

/// <summary>Reads a fault from text: <c>Fault.Parse</c>.</summary>
public static class FaultParsing
{
    extension(Fault)
    {
        /// <summary>Reads a fault, such as <c>split:every=1,dir=in</c>. docs/faults.md has the grammar.</summary>
        /// <param name="text">The fault.</param>
        /// <exception cref="SyntaxException">The text is not valid; the exception has the position.</exception>
        public static Fault Parse(string text)
        {
            ArgumentNullException.ThrowIfNull(text);
            return FaultTextReader.Read(text);
        }
    }
}
