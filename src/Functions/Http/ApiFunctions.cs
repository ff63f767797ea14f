using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Insight.Functions.Http;

/// <summary>The HTTP functions of an assembly, found as the hosts find them.</summary>
internal static class ApiFunctions
{
    public static IEnumerable<ApiFunction> In(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let trigger = method.GetParameters().Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null)
        where trigger is not null
        orderby trigger.Route, function.Name
        select new ApiFunction(function.Name, trigger.Route ?? function.Name, trigger.Methods ?? [], method);
}
