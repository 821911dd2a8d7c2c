export { findTool, type ToolName, toolMissing } from './find-tool.ts';
export { runTool, type ToolEnd, type ToolLimits } from './run-tool.ts';
export { spoolContent, withToolFolder } from './tool-folder.ts';
