import { createRequire } from "node:module";

/** A Lua machine; only Fengari looks inside. */
export type LuaState = { readonly brand: unique symbol };
type LuaFunction = (state: LuaState) => number;

/** The part of Lua's C interface that is used here. Strings are bytes. */
export type Fengari = {
  lua: {
    LUA_REGISTRYINDEX: number;
    LUA_MASKCOUNT: number;
    LUA_TNIL: number;
    LUA_TBOOLEAN: number;
    LUA_TNUMBER: number;
    LUA_TSTRING: number;
    LUA_TTABLE: number;
    lua_call(state: LuaState, args: number, results: number): void;
    lua_createtable(state: LuaState, items: number, fields: number): void;
    lua_error(state: LuaState): number;
    lua_gettop(state: LuaState): number;
    lua_pcall(state: LuaState, args: number, results: number, handler: number): number;
    lua_pop(state: LuaState, count: number): void;
    lua_pushboolean(state: LuaState, value: boolean): void;
    lua_pushcfunction(state: LuaState, run: LuaFunction): void;
    lua_pushnil(state: LuaState): void;
    lua_pushnumber(state: LuaState, value: number): void;
    lua_pushstring(state: LuaState, value: Uint8Array): void;
    lua_rawget(state: LuaState, index: number): number;
    lua_rawgeti(state: LuaState, index: number, position: number): number;
    lua_rawset(state: LuaState, index: number): void;
    lua_rawseti(state: LuaState, index: number, position: number): void;
    lua_setglobal(state: LuaState, name: Uint8Array): void;
    lua_sethook(state: LuaState, hook: LuaFunction | null, mask: number, count: number): void;
    lua_settop(state: LuaState, index: number): void;
    lua_toboolean(state: LuaState, index: number): boolean;
    lua_tonumber(state: LuaState, index: number): number;
    lua_tostring(state: LuaState, index: number): Uint8Array;
    lua_type(state: LuaState, index: number): number;
  };
  lauxlib: {
    luaL_error(state: LuaState, message: Uint8Array): number;
    luaL_loadbuffer(state: LuaState, source: Uint8Array, length: number | null, name: Uint8Array): number;
    luaL_newstate(): LuaState;
    luaL_ref(state: LuaState, table: number): number;
    luaL_requiref(state: LuaState, name: Uint8Array, open: LuaFunction, isGlobal: boolean): void;
  };
  lualib: Record<"luaopen_base" | "luaopen_table" | "luaopen_string" | "luaopen_math", LuaFunction>;
};

type TaggedValue = { value: number; ttisinteger(): boolean; setfltvalue(value: number): void };
type ObjectModule = { luaO_str2num(text: Uint8Array, into: TaggedValue): number };

/**
 * Fengari speaks Lua 5.3 with 32-bit integers; Redis speaks 5.1, where every number is a double. Unchanged, a window of
 * a month in milliseconds would wrap around, and 6/2 would print as "3.0". Here every numeral becomes a double.
 */
function load(): Fengari {
  const require = createRequire(import.meta.url);
  process.env.FENGARICONF = JSON.stringify({ LUA_COMPAT_FLOATSTRING: true });
  const loaded: Fengari = require("fengari");
  const objects: ObjectModule = require("fengari/src/lobject.js");
  const parseNumeral = objects.luaO_str2num;
  objects.luaO_str2num = (text, into) => {
    const length = parseNumeral(text, into);
    if (length > 0 && into.ttisinteger()) into.setfltvalue(into.value);
    return length;
  };
  return loaded;
}

export const fengari = load();
