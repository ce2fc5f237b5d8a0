using Tincan.Parsing;

namespace Tincan.Faults.Plans;

/// <summary>A fault as people write it: <c>Fault.Parse</c>.</summary>
public static class FaultParsing
{
    extension(Fault)
    {
        /// <summary>Reads a fault, such as <c>split:every=1,dir=in</c>. docs/faults.md has the grammar.</summary>
        /// <param name="text">The fault as written.</param>
        /// <exception cref="SyntaxException">It cannot be understood.</exception>
        public static Fault Parse(string text)
        {
            ArgumentNullException.ThrowIfNull(text);
            return FaultTextReader.Read(text);
        }
    }
}
